const ROUND_STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round numbers for the axis of a chart, in equal steps, 0 among them.
 *
 * @param max the end of the axis, above 0
 * @param count about how many steps
 * @param min the beginning of the axis, 0 or below
 */
export function chartTicks(max: number, count: number, min = 0): number[] {
  const least = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * (ROUND_STEPS.find((round) => round * power >= least * (1 - 1e-9)) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  return Array.from({ length: Math.floor(max / step + 1e-9) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
