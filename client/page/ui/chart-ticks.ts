/** Round numbers for the axis of a chart. */
const ROUND_STEPS = [1, 2, 2.5, 5, 10];

/**
 * From 0 in equal steps.
 *
 * @param max the end of the axis, above 0
 * @param count about how many steps
 */
export function chartTicks(max: number, count: number): number[] {
  const least = max / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * (ROUND_STEPS.find((round) => round * power >= least * (1 - 1e-9)) ?? 10);
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  );
}
