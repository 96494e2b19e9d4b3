/**
 * PNG's filters: each byte of a row is stored as its difference from a prediction, computed from the same byte of the pixels
 * to the left, above, and above left (PNG specification, chapter 9).
 */

const PAETH = 4;

type Predict = (left: number, up: number, upLeft: number) => number;

/** Indexed by filter type: none, sub, up, average, Paeth. */
const PREDICTIONS: readonly Predict[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

/** The neighbour that is nearest to left + up − upLeft; ties go to the first. */
function paeth(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) {
    return left;
  }
  return toUp <= toUpLeft ? up : upLeft;
}

/**
 * @param raw u8 [height, stride]
 * @param stride bytes in a row
 * @param pixel bytes in a pixel
 * @returns u8 [height, 1 + stride]: each row is preceded by its filter type, here always Paeth
 */
export function filterPaeth(
  raw: Uint8ClampedArray<ArrayBuffer>,
  stride: number,
  pixel: number,
): Uint8Array<ArrayBuffer> {
  const height = raw.length / stride;
  const filtered = new Uint8Array(height * (1 + stride));
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    const out = y * (1 + stride);
    filtered[out] = PAETH;
    for (let x = 0; x < stride; x++) {
      const left = x < pixel ? 0 : (raw[row + x - pixel] ?? 0);
      const up = raw[row + x - stride] ?? 0;
      const upLeft = x < pixel ? 0 : (raw[row + x - stride - pixel] ?? 0);
      filtered[out + 1 + x] = (raw[row + x] ?? 0) - paeth(left, up, upLeft);
    }
  }
  return filtered;
}

/**
 * @param filtered u8 [height, 1 + stride], each row preceded by its filter type
 * @returns u8 [height, stride]
 * @throws RangeError for too few bytes or an unknown filter
 */
export function unfilter(
  filtered: Uint8Array,
  height: number,
  stride: number,
  pixel: number,
): Uint8Array<ArrayBuffer> {
  if (filtered.length < height * (1 + stride)) {
    throw new RangeError(`${filtered.length} bytes for ${height} rows of 1 + ${stride}`);
  }
  const raw = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const type = filtered[y * (1 + stride)] ?? 0;
    const predict = PREDICTIONS[type];
    if (predict === undefined) {
      throw new RangeError(`row ${y} has the filter ${type}, expected 0 … 4`);
    }
    const row = y * stride;
    for (let x = 0; x < stride; x++) {
      const left = x < pixel ? 0 : (raw[row + x - pixel] ?? 0);
      const up = raw[row + x - stride] ?? 0;
      const upLeft = x < pixel ? 0 : (raw[row + x - stride - pixel] ?? 0);
      raw[row + x] = (filtered[y * (1 + stride) + 1 + x] ?? 0) + predict(left, up, upLeft);
    }
  }
  return raw;
}
