/** The grids of a training so far, to look back at. */

export type Snapshot = { readonly step: number; readonly picture: ImageData };

/** At a quarter of a megabyte each. */
const MAX_SNAPSHOTS = 64;

/** The film with one more frame; where it is full, without the one that its neighbours miss least. */
export function addSnapshot(film: readonly Snapshot[], frame: Snapshot): readonly Snapshot[] {
  const before = film.at(-1)?.step === frame.step ? film.slice(0, -1) : film;
  const longer = [...before, frame];
  if (longer.length <= MAX_SNAPSHOTS) {
    return longer;
  }
  const gap = (i: number): number => (longer[i + 1]?.step ?? 0) - (longer[i - 1]?.step ?? 0);
  let least = 1;
  for (let i = 2; i < longer.length - 1; i++) {
    if (gap(i) < gap(least)) {
      least = i;
    }
  }
  return longer.filter((_, i) => i !== least);
}
