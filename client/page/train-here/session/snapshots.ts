/** The film of a training: grids of samples from its beginning to now, to look back at. */

export type Snapshot = { readonly step: number; readonly picture: ImageData };

/** Each takes a quarter of a megabyte of memory. */
export const MAX_SNAPSHOTS = 64;

/** Appends a snapshot, in place of one of the same step. Above the maximum, the one that is missed least is dropped. */
export function addSnapshot(snapshots: readonly Snapshot[], snapshot: Snapshot): readonly Snapshot[] {
  const before = snapshots.at(-1)?.step === snapshot.step ? snapshots.slice(0, -1) : snapshots;
  const longer = [...before, snapshot];
  if (longer.length <= MAX_SNAPSHOTS) {
    return longer;
  }
  const dropped = indexToDrop(longer.map(({ step }) => step));
  return longer.filter((_, i) => i !== dropped);
}

/**
 * Which snapshot is missed least.
 *
 * @param steps of a film, three or more, in order
 * @returns the index of the one that leaves the smallest gap, neither the first nor the last
 */
export function indexToDrop(steps: readonly number[]): number {
  const gapWithout = (i: number): number => (steps[i + 1] ?? 0) - (steps[i - 1] ?? 0);
  let smallest = 1;
  for (let i = 2; i < steps.length - 1; i++) {
    if (gapWithout(i) < gapWithout(smallest)) {
      smallest = i;
    }
  }
  return smallest;
}
