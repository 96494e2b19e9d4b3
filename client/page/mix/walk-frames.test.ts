import { expect, test } from 'vitest';
import { framePositions } from './walk-frames.ts';

test('a film of a loop ends one step before its start, so that no face is shown twice in a row', () => {
  expect(framePositions(4, true)).toEqual([0, 0.25, 0.5, 0.75]);
});

test('a film of a walk that does not loop ends at the last face', () => {
  expect(framePositions(5, false)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
