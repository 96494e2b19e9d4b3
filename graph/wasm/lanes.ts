/**
 * Four neighbours at a time: `lane` is one more variable of an index, and how the index depends on it decides how four elements are read
 * and written.
 */
import type { Factor, IndexExpression } from '../compiler/index-expression.ts';
import { type Code, local, v128 } from './assembler.ts';

/** Bytes of an f32. */
export const FLOAT = 4;
export const LANES = 4;
export const LANE = 'lane';
export const EACH_LANE = [0, 1, 2, 3] as const;

export type Terms = IndexExpression['terms'];

/** A vector in a local: its lanes are four neighbours, or all the same where it does not depend on the lane. */
export type Found = {
  readonly local: number;
  /** How many loops are around where it is computed. */
  readonly depth: number;
  /** Whether it is computed after the loops within, from what they have added up. */
  readonly isLate?: boolean;
};

export function isOfLane(factor: Factor): boolean {
  const quotient = factor.parts;
  return quotient ? quotient.of.terms.some(([inner]) => isOfLane(inner)) : factor.text === LANE;
}
function isOfLaneOnly(factor: Factor): boolean {
  const quotient = factor.parts;
  return quotient ? quotient.of.terms.every(([inner]) => isOfLaneOnly(inner)) : factor.text === LANE;
}

/** The value of a factor that depends on nothing but the lane. */
function numberOf(factor: Factor, lane: number): number {
  const quotient = factor.parts;
  if (!quotient) {
    return lane;
  }
  const whole = quotient.of.terms.reduce(
    (sum, [inner, coefficient]) => sum + coefficient * numberOf(inner, lane),
    quotient.of.constant,
  );
  return Math.floor((whole >>> 0) / quotient.divisor) % quotient.modulus;
}

/** An index as terms that all lanes share, and a number for each lane; undefined where a factor mixes both. */
export function byLane({ terms, constant }: IndexExpression): { shared: Terms; own: number[] } | undefined {
  const shared = terms.filter(([factor]) => !isOfLane(factor));
  const own = terms.filter(([factor]) => isOfLane(factor));
  return own.every(([factor]) => isOfLaneOnly(factor))
    ? {
        shared,
        own: EACH_LANE.map((lane) =>
          own.reduce((sum, [factor, coefficient]) => sum + coefficient * numberOf(factor, lane), constant),
        ),
      }
    : undefined;
}

/** Four numbers at offsets from a pointer, which are known: the fewest instructions for what is usual. */
export function gather(pointer: Code, offsets: readonly number[]): Code {
  const [first = 0, ...others] = offsets;
  const steps = others.map((offset) => (offset - first) / FLOAT);
  const isStep = (...wanted: readonly number[]) => wanted.every((step, i) => step === steps[i]);
  if (steps.every((step) => step === 0)) {
    return v128.loadSplat(pointer, first);
  }
  if (isStep(1, 2, 3)) {
    return v128.load(pointer, first);
  }
  if (isStep(2, 4, 6)) {
    return v128.shuffle(v128.load(pointer, first), v128.load(pointer, first + 4 * FLOAT), [0, 2, 4, 6]);
  }
  const [second = 0, third = 0, fourth = 0] = others;
  if (isStep(1) && fourth - third === FLOAT) {
    return v128.shuffle(v128.loadTwo(pointer, first), v128.loadTwo(pointer, third), [0, 1, 4, 5]);
  }
  if (third - first === FLOAT && fourth - second === FLOAT) {
    return v128.shuffle(v128.loadTwo(pointer, first), v128.loadTwo(pointer, second), [0, 4, 1, 5]);
  }
  return others.reduce<Code>(
    (vector, offset, i) => v128.loadLane(pointer, offset, vector, i + 1),
    v128.loadOne(pointer, first),
  );
}

/** Writes the lanes of a local at offsets from a pointer. @param isOne whether there is one number */
export function scatter(pointer: Code, offsets: readonly number[], vector: number, isOne: boolean): Code {
  const [first = 0] = offsets;
  const value = local.get(vector);
  if (isOne || offsets.every((offset) => offset === first)) {
    return v128.storeLane(pointer, first, value, 0);
  }
  return offsets.every((offset, lane) => offset === first + FLOAT * lane)
    ? v128.store(pointer, first, value)
    : offsets.flatMap((offset, lane) => v128.storeLane(pointer, offset, value, lane));
}
