import { expect, test } from 'vitest';
import { addSnapshot, type Snapshot } from './snapshots.ts';

function snapshot(step: number) {
  return { step, picture: {} } as Snapshot;
}

test('the number of snapshots is bounded, they reach from the first step to the last, and no step has two', () => {
  let snapshots: readonly Snapshot[] = [];
  for (let step = 0; step <= 1000; step++) {
    snapshots = addSnapshot(addSnapshot(snapshots, snapshot(step)), snapshot(step));
  }
  const steps = snapshots.map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(64);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(1000);
  expect(new Set(steps).size).toBe(steps.length);
  // Evenly spread they would be 16 steps apart; thinning doubles some gaps while others wait for their turn.
  expect(Math.max(...steps.slice(1).map((step, i) => step - (steps[i] ?? 0)))).toBeLessThanOrEqual(32);
});
