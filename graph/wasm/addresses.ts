/**
 * Indices as code. Loops are chosen such that quotients and remainders of an element's number are sums of their counters
 * (`loops.ts`), so that an address is a sum, too: each of its terms is added at the depth of the loops at which it changes.
 */
import { type Factor, type IndexExpression, range } from '../compiler/index-expression.ts';
import { type Code, i32, i32x4, local, v128 } from './assembler.ts';
import { byLane, EACH_LANE, FLOAT, isOfLane, LANE, type Terms } from './lanes.ts';

/** Where elements are: from a constant address on, or from one in a local that does not change in the nest. */
export type Base = { readonly address: number } | { readonly local: number };

/** Where four elements are: from a pointer on, each at its own offset. */
export type Place = { readonly pointer: Code; readonly offsets: readonly number[]; readonly depth: number };

export type AddressOptions = {
  /** The local of a variable, and how many loops are around where it is set. */
  readonly variable: (name: string) => { readonly local: number; readonly depth: number };
  /** A local that is computed once, at a depth. */
  readonly once: (type: 'i32', key: string, depth: number, code: () => Code) => number;
  readonly lanes: 1 | 4;
};

export type Addresses = {
  /** How many loops are around where terms are known. */
  depthOf(terms: Terms): number;
  /** Code of an index in a lane, in elements. */
  index(index: IndexExpression, lane: number): Code;
  /** Code of four indices, as a vector of integers. */
  indices(index: IndexExpression): Code;
  /** Where the elements at terms that all lanes share, and a number for each lane, are. */
  place(base: Base, shared: Terms, own: readonly number[]): Place;
};

export function openAddresses({ variable, once, lanes }: AddressOptions): Addresses {
  function depthOf(factor: Factor): number {
    const quotient = factor.parts;
    if (quotient) {
      return depthOfTerms(quotient.of.terms);
    }
    return factor.text === LANE ? 0 : variable(factor.text).depth;
  }
  function depthOfTerms(terms: Terms): number {
    return Math.max(0, ...terms.map(([factor]) => depthOf(factor)));
  }

  /** Code of a factor's value in a lane. */
  function factorCode(factor: Factor, lane: number): Code {
    const quotient = factor.parts;
    if (!quotient) {
      return factor.text === LANE ? i32.const(lane) : local.get(variable(factor.text).local);
    }
    const { of, divisor, modulus } = quotient;
    const key = `factor ${factor.text}${isOfLane(factor) ? ` in ${lane}` : ''}`;
    return local.get(
      once('i32', key, depthOf(factor), () => {
        const whole = indexCode(of, lane);
        const divided = divisor === 1 ? whole : i32.divU(whole, i32.const(divisor));
        return modulus === Number.POSITIVE_INFINITY ? divided : i32.remU(divided, i32.const(modulus));
      }),
    );
  }

  /** Code of an index in a lane, in elements. */
  function indexCode({ terms, constant }: IndexExpression, lane: number): Code {
    const parts = terms.map(([factor, coefficient]) => scaled(factorCode(factor, lane), coefficient));
    return sumOf(constant === 0 && parts.length > 0 ? parts : [...parts, i32.const(constant)]);
  }

  function scaled(code: Code, by: number): Code {
    return by === 1 ? code : i32.mul(code, i32.const(by));
  }
  function sumOf(parts: readonly Code[]): Code {
    return parts.reduce((sum, part) => i32.add(sum, part));
  }

  /** Bytes: the sum of terms, each added at the depth at which it changes. */
  function pointerOf(terms: Terms, bias: number): Code {
    if (terms.length === 0) {
      return i32.const(bias);
    }
    const key = `${bias}+${terms.map(([{ text }, coefficient]) => `${coefficient}*${text}`).join('+')}`;
    const depth = depthOfTerms(terms);
    return local.get(
      once('i32', key, depth, () => {
        const outer = terms.filter(([factor]) => depthOf(factor) < depth);
        const here = terms.filter(([factor]) => depthOf(factor) === depth);
        const added = here.map(([factor, coefficient]) => scaled(factorCode(factor, 0), FLOAT * coefficient));
        return sumOf(outer.length > 0 || bias !== 0 ? [pointerOf(outer, bias), ...added] : added);
      }),
    );
  }

  function placeOf(base: Base, shared: Terms, own: readonly number[]): Place {
    const least = Math.min(...own);
    const { min } = range({ terms: shared, constant: 0 });
    const start = ('address' in base ? base.address : 0) + FLOAT * least;
    // An address may not be negative on the way: what is added at no cost is added last.
    const bias = min < 0 || start < 0 ? start : 0;
    const offsets = own.map((index) => FLOAT * (index - least) + (bias === 0 ? start : 0));
    const depth = depthOfTerms(shared);
    if ('address' in base) {
      return { pointer: pointerOf(shared, bias), offsets, depth };
    }
    const key = `from ${base.local} ${bias}+${shared.map(([{ text }, coefficient]) => `${coefficient}*${text}`).join('+')}`;
    const pointer = once('i32', key, depth, () => i32.add(local.get(base.local), pointerOf(shared, bias)));
    return { pointer: local.get(pointer), offsets, depth };
  }

  /** Four indices as integers. */
  function indices(flat: IndexExpression): Code {
    if (lanes === 1 || !flat.terms.some(([factor]) => isOfLane(factor))) {
      return i32x4.splat(indexCode(flat, 0));
    }
    const split = byLane(flat);
    if (split) {
      const [a = 0, b = 0, c = 0, d = 0] = split.own;
      return i32x4.add(
        i32x4.splat(indexCode({ terms: split.shared, constant: 0 }, 0)),
        v128.const([a, b, c, d]),
      );
    }
    return EACH_LANE.slice(1).reduce<Code>(
      (vector, lane) => i32x4.replaceLane(vector, lane, indexCode(flat, lane)),
      i32x4.splat(indexCode(flat, 0)),
    );
  }

  return { depthOf: depthOfTerms, index: indexCode, indices, place: placeOf };
}
