/** The discrete Fourier transform of pictures (Cooley & Tukey, 1965, radix 2). */

/**
 * Transforms complex numbers in place.
 * @param real f64 [n], n a power of two
 * @param imaginary f64 [n]
 */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0];
      [imaginary[i], imaginary[j]] = [imaginary[j] ?? 0, imaginary[i] ?? 0];
    }
  }
  for (let length = 2; length <= n; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / length;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      for (let a = k; a < n; a += length) {
        const b = a + half;
        const [re, im] = [real[b] ?? 0, imaginary[b] ?? 0];
        const [turnedRe, turnedIm] = [re * cosine - im * sine, re * sine + im * cosine];
        const [ownRe, ownIm] = [real[a] ?? 0, imaginary[a] ?? 0];
        real[b] = ownRe - turnedRe;
        imaginary[b] = ownIm - turnedIm;
        real[a] = ownRe + turnedRe;
        imaginary[a] = ownIm + turnedIm;
      }
    }
  }
}

/**
 * The power at each frequency of a picture: f64 [side, side], frequency (v, u) in whole waves per side at [v · side + u], those
 * above side / 2 being negative.
 * @param plane [side, side], side a power of two
 * @throws RangeError for another side
 */
export function powerSpectrum(plane: ArrayLike<number>, side: number): Float64Array {
  if (!Number.isInteger(Math.log2(side)) || plane.length !== side * side) {
    throw new RangeError(
      `a spectrum needs side × side values, side a power of two, not ${plane.length} of side ${side}`,
    );
  }
  const real = Float64Array.from(plane);
  const imaginary = new Float64Array(real.length);
  for (let y = 0; y < side; y++) {
    transform(real.subarray(y * side, (y + 1) * side), imaginary.subarray(y * side, (y + 1) * side));
  }
  const [columnRe, columnIm] = [new Float64Array(side), new Float64Array(side)];
  const power = new Float64Array(real.length);
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      columnRe[y] = real[y * side + x] ?? 0;
      columnIm[y] = imaginary[y * side + x] ?? 0;
    }
    transform(columnRe, columnIm);
    for (let y = 0; y < side; y++) {
      power[y * side + x] = (columnRe[y] ?? 0) ** 2 + (columnIm[y] ?? 0) ** 2;
    }
  }
  return power;
}
