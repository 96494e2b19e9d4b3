import { expect, test } from 'vitest';
import { addSnapshot, type Snapshot } from './snapshots.ts';

function frame(step: number) {
  return { step, picture: {} } as Snapshot;
}

test('a film stays short, from its first frame to its last, and a step has one frame', () => {
  let film: readonly Snapshot[] = [];
  for (let step = 0; step <= 1000; step++) {
    film = addSnapshot(addSnapshot(film, frame(step)), frame(step));
  }
  const steps = film.map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(64);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(1000);
  expect(new Set(steps).size).toBe(steps.length);
  // Even frames would be 16 steps apart; thinning doubles some gaps while others wait for their turn.
  expect(Math.max(...steps.slice(1).map((step, i) => step - (steps[i] ?? 0)))).toBeLessThanOrEqual(32);
});
