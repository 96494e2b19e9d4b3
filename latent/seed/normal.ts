/**
 * Maps 32 random bits to a standard normal number, with the same bits in every JavaScript engine. It uses only operations
 * that IEEE 754 rounds correctly (+ − × ÷ √) and exact ones. Math.log may differ between engines in its last bit, so the
 * logarithm that the tails need is computed here.
 */

/** With s² ≤ 0.04, the first omitted term of the series is below 2^-55 of the sum. */
const SERIES_TERMS = 11;

/**
 * −ln x for 0 < x < 1, with a relative error below 2^-50 for x < 1/2.
 *
 * x = m · 2^−e with m in [0.75, 1.5), by doubling, which is exact. Then, with s = (m − 1) / (m + 1), the series
 * ln m = 2 artanh s = 2 s (1 + s²/3 + s⁴/5 + …) converges fast, since |s| ≤ 0.2.
 */
function negativeLogarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < 0.75) {
    mantissa *= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let term = SERIES_TERMS - 1; term >= 0; term--) {
    sum = sum * square + 1 / (2 * term + 1);
  }
  return exponent * Math.LN2 - 2 * s * sum;
}

/** c₀ + c₁ x + c₂ x² + …, by Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

// The coefficients of Wichura's PPND16, rounded to the nearest double.
const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const TAIL_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const TAIL_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];

/**
 * The standard normal quantile of the probability (bits + ½) / 2^32.
 *
 * Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988),
 * 477–484, PPND16: about 16 decimal digits. Its third region, probabilities below e^−25, is not needed: the smallest
 * probability here is 2^−33.
 *
 * @param bits a u32
 * @returns a double in −6.34 … 6.34; `normalFromBits(2^32 − 1 − bits)` is its negative
 */
export function normalFromBits(bits: number): number {
  const probability = (bits + 0.5) / 0x1_0000_0000;
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const tail = offset < 0 ? probability : 1 - probability;
  const r = Math.sqrt(negativeLogarithm(tail)) - 1.6;
  const size = polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
  return offset < 0 ? -size : size;
}
