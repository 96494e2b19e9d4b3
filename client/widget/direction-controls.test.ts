import { expect, test } from 'vitest';
import { latentFace, seedFace } from '../../latent/face.ts';
import { amountAt, positionAt, positionOf, withPositions } from './direction-controls.ts';

const RANGE = [-2, 4] as const;
const DIRECTIONS = [{ range: RANGE }, { range: RANGE }];

test('a position goes from the lowest amount at −1 over the unmoved face at 0 to the highest amount at 1', () => {
  for (const [position, amount] of [
    [-1, -2],
    [-0.5, -1],
    [0, 0],
    [0.25, 1],
    [1, 4],
  ] as const) {
    expect(amountAt(RANGE, position)).toBeCloseTo(amount, 12);
    expect(positionAt(RANGE, amount)).toBeCloseTo(position, 12);
  }
  expect(positionAt(RANGE, 127)).toBe(1);
});

test('a position replaces the edit of its direction, and other edits of a seed face are kept', () => {
  const base = seedFace('1a2b3c', 1, [
    { direction: 0, amount: 1 },
    { direction: 1, amount: -1 },
  ]);
  expect(positionOf(base, DIRECTIONS, 1)).toBe(-0.5);
  expect(withPositions(base, new Map([[1, 0.5]]), DIRECTIONS, [])).toEqual(
    seedFace('1a2b3c', 1, [
      { direction: 0, amount: 1 },
      { direction: 1, amount: 2 },
    ]),
  );
  expect(withPositions(base, new Map([[1, 0]]), DIRECTIONS, [])).toEqual(
    seedFace('1a2b3c', 1, [{ direction: 0, amount: 1 }]),
  );
});

test('positions move the z of a latent face', () => {
  const base = latentFace('1a2b3c', Float32Array.of(1, 1));
  const vectors = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  const dials = new Map([
    [0, -1],
    [1, 0.5],
  ]);
  expect(withPositions(base, dials, DIRECTIONS, vectors)).toEqual(
    latentFace('1a2b3c', Float32Array.of(-1, 3)),
  );
});
