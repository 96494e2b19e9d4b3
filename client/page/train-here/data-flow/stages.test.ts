import { expect, test } from 'vitest';
import { isAfterUpdate, nextStage, STAGES } from './stages.ts';

test('one goes through the stages in both directions, from the whole step and back to it', () => {
  function walk(by: 1 | -1): (number | null)[] {
    const seen: (number | null)[] = [];
    let stage = nextStage(null, by);
    while (stage !== null) {
      seen.push(stage);
      stage = nextStage(stage, by);
    }
    return seen;
  }
  expect(walk(1)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(walk(-1)).toEqual([5, 4, 3, 2, 1, 0]);
});

test('G is judged by the D that was updated before it, as in the code', () => {
  const order = STAGES.map(({ name }) => name);
  expect(order).toEqual(['real', 'fake', 'updateD', 'throughD', 'updateG', 'average']);
  expect(STAGES.map((_, i) => isAfterUpdate(i))).toEqual([false, false, false, true, true, true]);
  expect(isAfterUpdate(null)).toBe(false);
});
