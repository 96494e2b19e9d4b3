/** Statistics of numbers, and how many digits of them are kept. */

/** The arithmetic mean, summed in doubles; NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] ?? 0;
  }
  return sum / values.length;
}

/** The quantile of sorted values at a share from 0 to 1, that of the nearest rank; NaN of no values. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Rounded to a number of decimal places. */
export function roundTo(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}

/** Rounded to a number of significant digits. */
export function roundToDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
