/**
 * Reference implementations of Philox and the normal distribution: slow and simple, and sharing no code or method with
 * `philox.ts` and `normal.ts`.
 */

const WORD = 0xffff_ffffn;

/** Philox4x32-10 in big integers, as the paper defines it. */
export function referencePhilox(key: readonly number[], counter: readonly number[]): number[] {
  let [k0 = 0n, k1 = 0n] = key.map(BigInt);
  let [c0 = 0n, c1 = 0n, c2 = 0n, c3 = 0n] = counter.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const left = c0 * 0xd2511f53n;
    const right = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(right >> 32n) ^ c1 ^ k0, right & WORD, (left >> 32n) ^ c3 ^ k1, left & WORD];
    [k0, k1] = [(k0 + 0x9e3779b9n) & WORD, (k1 + 0xbb67ae85n) & WORD];
  }
  return [c0, c1, c2, c3].map(Number);
}

/** e^−t for t ≥ 0, as the reciprocal of the exponential series, whose terms are all positive. */
function decay(t: number): number {
  let sum = 1;
  for (let k = 1, term = t; sum + term !== sum; k++, term *= t / k) {
    sum += term;
  }
  return 1 / sum;
}

function density(x: number): number {
  return decay((x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) − ½ for x ≥ 0, as φ(x) (x + x³/3 + x⁵/(3·5) + …), whose terms are all positive. */
export function referenceCentre(x: number): number {
  let sum = 0;
  for (let k = 1, term = x; sum + term !== sum; k += 2, term *= (x * x) / k) {
    sum += term;
  }
  return density(x) * sum;
}

/**
 * 1 − Φ(x) for x ≥ 1, by Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))). Truncated after n levels
 * it is within about e^(−2x√n) of its value, so 400 are enough for a double.
 */
export function referenceTail(x: number): number {
  let fraction = x;
  for (let k = 400; k >= 1; k--) {
    fraction = x + k / fraction;
  }
  return density(x) / fraction;
}

/** Φ(x). */
export function referenceDistribution(x: number): number {
  const size = Math.abs(x);
  const tail = size < 3 ? 0.5 - referenceCentre(size) : referenceTail(size);
  return x < 0 ? tail : 1 - tail;
}

/** The root of an increasing function between `low` and `high`, to the last bit. */
function bisect(low: number, high: number, f: (x: number) => number): number {
  const middle = (low + high) / 2;
  if (middle === low || middle === high) {
    return middle;
  }
  return f(middle) < 0 ? bisect(middle, high, f) : bisect(low, middle, f);
}

/**
 * The standard normal quantile of the probability (bits + ½) / 2^32, by bisection of the distribution function: of its
 * centre up to one standard deviation, where that is well conditioned, and of its tail beyond.
 */
export function referenceNormal(bits: number): number {
  const offset = (bits + 0.5) / 0x1_0000_0000 - 0.5;
  const centre = Math.abs(offset);
  const tail = 0.5 - centre;
  const size =
    centre < referenceCentre(1)
      ? bisect(0, 1, (x) => referenceCentre(x) - centre)
      : bisect(1, 7, (x) => tail - referenceTail(x));
  return offset < 0 ? -size : size;
}
