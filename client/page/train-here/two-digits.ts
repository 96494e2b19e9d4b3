/** A number with at least two digits: "7.3", "73", "730". */
export function twoDigits(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
