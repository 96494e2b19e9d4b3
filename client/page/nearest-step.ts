/** @returns the index of the entry that is nearest to `step`, the first of two that are equally near; 0 for no entries */
export function nearestStep(steps: readonly number[], step: number): number {
  return steps.reduce(
    (best, each, i) => (Math.abs(each - step) < Math.abs((steps[best] ?? 0) - step) ? i : best),
    0,
  );
}
