import { describe, expect, it } from 'vitest';
import { moveAlong } from '../directions.ts';
import { latentFromSeed } from '../seed/seed.ts';
import { norm } from '../vector.ts';
import type { Odds } from './odds.ts';
import { logOdds } from './odds.ts';
import { demandsOf, likelyEdits, shortfallOf } from './trait-odds.ts';

/** Two traits that work against each other along their directions, and one with three words. */
const AGE: [Odds, Odds] = [
  { constant: 2, weights: [3, 0, 0], pairs: [] },
  { constant: -2, weights: [3, 0, 0], pairs: [] },
];
const BEARD: [Odds] = [{ constant: -1, weights: [-1, 4, 0], pairs: [[1, 1, 0.5]] }];
const TURN: [Odds, Odds] = [
  { constant: 5, weights: [0, 0, 6], pairs: [] },
  { constant: -5, weights: [0, 0, 6], pairs: [] },
];
const directions = [
  Float32Array.of(0.8, -0.6, 0, 0),
  Float32Array.of(0, 1, 0, 0),
  Float32Array.of(0, 0, 0.8, 0.6),
];
const OLD = { direction: 0, position: 1, odds: AGE };
const YOUNG = { direction: 0, position: -1, odds: AGE };
const BEARDED = { direction: 1, position: 1, odds: BEARD };
const FRONT = { direction: 2, position: 0, odds: TURN };
const FACES = Array.from({ length: 50 }, (_, seed) => latentFromSeed(seed, 4));

function edited(z: Float32Array, asked: ReturnType<typeof demandsOf>): Float32Array {
  return likelyEdits(asked, z).edits.reduce(
    (moved, { direction, amount }) => moveAlong(moved, directions[direction] ?? z, amount),
    z,
  );
}

describe('what z lacks of words', () => {
  it('is nothing from odds of 20 to 1 on', () => {
    const asked = demandsOf([OLD], directions);
    expect([1.6, 1.7].map((x) => shortfallOf(asked, [x, 0, 0]) === 0)).toEqual([false, true]);
    const young = demandsOf([YOUNG], directions);
    expect([-1.7, -1.6].map((x) => shortfallOf(young, [x, 0, 0]) === 0)).toEqual([true, false]);
  });

  it('is on either side of a middle word', () => {
    const asked = demandsOf([FRONT], directions);
    expect([-0.4, -0.3, 0, 0.3, 0.4].map((x) => shortfallOf(asked, [0, 0, x]) === 0)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

it('of a middle word lacks nothing from what its label says is enough', () => {
  const unsure: [Odds, Odds] = [
    { constant: 2, weights: [0, 0, 3], pairs: [] },
    { constant: -2, weights: [0, 0, 3], pairs: [] },
  ];
  const front = { ...FRONT, odds: unsure };
  const lacks = (between?: number) =>
    [-0.2, 0, 0.2].map((x) => shortfallOf(demandsOf([{ ...front, between }], directions), [0, 0, x]) > 0);
  expect(lacks()).toEqual([true, true, true]);
  expect(lacks(1.5)).toEqual([true, false, true]);
  // It says nothing of the ends.
  const right = demandsOf([{ ...front, position: 1, between: 1.5 }], directions);
  expect([1.6, 1.7].map((x) => shortfallOf(right, [0, 0, x]) > 0)).toEqual([true, false]);
});

describe('edits for words', () => {
  it('are none where nothing lacks', () => {
    const asked = demandsOf([OLD, FRONT], directions);
    const { edits, cost } = likelyEdits(asked, Float32Array.of(2, 0, 0.1, 0));
    expect(edits.map(({ amount }) => amount)).toEqual([0, 0]);
    expect(cost).toBe(0);
  });

  it('make all words likely, although each undoes some of the other', () => {
    const asked = demandsOf([OLD, BEARDED, FRONT], directions);
    const within = FACES.filter((z) =>
      likelyEdits(asked, z).edits.every(({ amount }) => Math.abs(amount) < 127 / 32),
    );
    expect(within.length).toBeGreaterThan(FACES.length / 2);
    for (const z of within) {
      const moved = edited(z, asked);
      expect(shortfallOf(asked, moved)).toBe(0);
      // Near the target, not at the end of a range.
      expect(logOdds(AGE[1], moved)).toBeLessThan(Math.max(5, logOdds(AGE[1], z)));
    }
  });

  it('leave a word alone that is likely already', () => {
    const asked = demandsOf([OLD, BEARDED], directions);
    const { edits } = likelyEdits(asked, Float32Array.of(3, 0, 0, 0));
    const [age, beard] = edits.map(({ amount }) => Math.abs(amount));
    expect(beard).toBeGreaterThan(1);
    expect(age).toBeLessThan(0.5);
  });

  it('stay in what a share code holds where words contradict each other', () => {
    const never: [Odds] = [{ constant: -20, weights: [0.01, 0, 0], pairs: [] }];
    const asked = demandsOf([{ direction: 0, position: 1, odds: never }, BEARDED], directions);
    for (const z of FACES) {
      const { edits, cost } = likelyEdits(asked, z);
      expect(cost).toBeGreaterThan(100);
      expect(norm(edits.map(({ amount }) => amount))).toBeLessThan(6);
    }
  });
});
