/** Grids of samples from earlier in the training, to look back at. */

export type Snapshot = { readonly step: number; readonly picture: ImageData };

/** A quarter of a megabyte each. */
const MAX_SNAPSHOTS = 64;

/**
 * A snapshot of the last step replaces the one before. Above the maximum, the one that leaves the smallest gap is dropped,
 * but never the first or the last.
 */
export function addSnapshot(snapshots: readonly Snapshot[], snapshot: Snapshot): readonly Snapshot[] {
  const before = snapshots.at(-1)?.step === snapshot.step ? snapshots.slice(0, -1) : snapshots;
  const longer = [...before, snapshot];
  if (longer.length <= MAX_SNAPSHOTS) {
    return longer;
  }
  const gapWithout = (i: number): number => (longer[i + 1]?.step ?? 0) - (longer[i - 1]?.step ?? 0);
  let dropped = 1;
  for (let i = 2; i < longer.length - 1; i++) {
    if (gapWithout(i) < gapWithout(dropped)) {
      dropped = i;
    }
  }
  return longer.filter((_, i) => i !== dropped);
}
