import { expect, test } from 'vitest';
import { moveAlong } from '../directions.ts';
import { latentFromSeed } from '../seed/seed.ts';
import { dot, norm } from '../vector.ts';
import { conditionedEdits } from './conditioning.ts';

function unit(seed: number): Float32Array {
  const vector = latentFromSeed(seed, 20);
  return vector.map((value) => value / norm(vector));
}

const directions = [unit(1), unit(2), unit(3)];
const z = latentFromSeed(9, 20);
const positions = [
  { direction: 0, position: 2.5 },
  { direction: 2, position: -1 },
];

test('the edited z is at the positions, though the directions are not orthogonal', () => {
  const edited = conditionedEdits(z, positions, directions).reduce(
    (moved, { direction, amount }) => moveAlong(moved, directions[direction] ?? z, amount),
    z,
  );
  expect(dot(edited, directions[0] ?? z)).toBeCloseTo(2.5, 5);
  expect(dot(edited, directions[2] ?? z)).toBeCloseTo(-1, 5);
});

test('a position along a direction that the model does not have is refused', () => {
  expect(() => conditionedEdits(z, [{ direction: 3, position: 0 }], directions)).toThrow(
    new RangeError('a position along direction 3, the model has 3'),
  );
});
