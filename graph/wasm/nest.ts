/**
 * A nest of loops that computes elements and writes them: every kernel but the products' is one. Three things make it fast.
 *
 * 1. Four neighbours at a time. The innermost loop counts in fours, and `lane` is one more variable of all indices, with
 *    0 ≤ lane < 4. What an index makes of it decides how four elements are read: in a row, all the same, every other one, or
 *    each by itself.
 * 2. No divisions. Loops are chosen such that quotients and remainders of the element's number are sums of their counters
 *    (`radix.ts`), so that an address is a sum, too.
 * 3. Nothing is computed in a loop that does not change in it: each number is computed at the depth of the loops that it
 *    depends on. 1 / √variance of a channel is computed once for the channel, though the kernel says so for each element.
 */
import type { Guard } from '../compiler/contraction.ts';
import type { Target } from '../compiler/element.ts';
import { type Factor, type IndexExpression, print, range } from '../compiler/index-expression.ts';
import type { Value } from '../compiler/value.ts';
import { sizeOf } from '../tensor.ts';
import { type Code, control, f32x4, i32, i32x4, local, v128 } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import { applied } from './operators.ts';

const FLOAT = 4;
export const LANES = 4;
const LANE = 'lane';
const EACH = [0, 1, 2, 3] as const;
/**
 * Elements so far outside a value may be read, though nobody wants them: a guard drops the border of a padded picture after it was
 * read. There is memory everywhere; only what is further away has to be caught before.
 */
export const REACH = 1024;

/** Counts from 0 in steps of 1; `name` is the variable of indices. */
export type Loop = { readonly name: string; readonly size: number };

/** A vector in a local: its lanes are four neighbours, or all the same where it does not depend on the lane. */
export type Found = {
  readonly local: number;
  /** How many loops are around where it is computed. */
  readonly depth: number;
  /** Whether it is computed after the loops within, from what they have added up. */
  readonly isLate?: boolean;
};

/** Where elements are: from a constant address on, or from one in a local that does not change in the nest. */
export type Base = { readonly address: number } | { readonly local: number };

export type NestOptions = {
  readonly writer: FunctionWriter;
  /** The outermost first. Those of size 1 are left out. */
  readonly loops: readonly Loop[];
  /** Elements at a time: 4, or 1 where rows of fours do not fit. */
  readonly lanes: 1 | 4;
  /** Where the outermost loop starts and ends, where that is not all of it. */
  readonly bounds?: { readonly first: Code; readonly end: Code };
  /** Locals of variables that do not change in the nest. */
  readonly given?: ReadonlyMap<string, number>;
  /** The address of a value in memory. */
  readonly addressOf: (value: Value) => number;
};

export type Nest = {
  readonly target: Target<Found>;
  /** Writes elements in the innermost loop; those that are late, after the loops that they come from. */
  store(base: Base, size: number, flat: IndexExpression, found: Found): void;
  /** The sum of elements over the loops from a depth on. */
  accumulate(found: Found, depth: number, isAcrossLanes: boolean): Found;
  /** The code, once everything is written. */
  code(): Code;
};

type Terms = IndexExpression['terms'];

/** Where four elements are: from a pointer on, each at its own offset. */
type Place = { readonly pointer: Code; readonly offsets: readonly number[]; readonly depth: number };

export function openNest({ writer, loops: all, lanes, bounds, given, addressOf }: NestOptions): Nest {
  const loops = all.filter(({ size }) => size > 1);
  const counters = loops.map(() => writer.local('i32'));
  const before: Code[][] = Array.from({ length: loops.length + 1 }, () => []);
  const after: Code[][] = before.map(() => []);
  /** What is written, early and late: after all that is read, since a next value may stand where an old one is. */
  const stores: Code[][] = before.map(() => []);
  const lateStores: Code[][] = before.map(() => []);
  const known = new Map<string, { readonly local: number; readonly depth: number }>();

  function variable(name: string): { local: number; depth: number } {
    const at = loops.findIndex((loop) => loop.name === name);
    const counter = at < 0 ? given?.get(name) : counters[at];
    if (counter === undefined) {
      throw new Error(`the nest has no variable ${name}`);
    }
    return { local: counter, depth: at + 1 };
  }

  function isOfLane(factor: Factor): boolean {
    const quotient = factor.parts;
    return quotient ? quotient.of.terms.some(([inner]) => isOfLane(inner)) : factor.text === LANE;
  }
  function isOfLaneOnly(factor: Factor): boolean {
    const quotient = factor.parts;
    return quotient ? quotient.of.terms.every(([inner]) => isOfLaneOnly(inner)) : factor.text === LANE;
  }

  function depthOf(factor: Factor): number {
    const quotient = factor.parts;
    return quotient
      ? depthOfTerms(quotient.of.terms)
      : factor.text === LANE
        ? 0
        : variable(factor.text).depth;
  }
  function depthOfTerms(terms: Terms): number {
    return Math.max(0, ...terms.map(([factor]) => depthOf(factor)));
  }

  /** A local of a type at a depth, computed once. */
  function once(type: 'i32' | 'v128', key: string, depth: number, code: () => Code): number {
    const found = known.get(key);
    if (found) {
      return found.local;
    }
    const value = code();
    const fresh = writer.local(type);
    before[depth]?.push(local.set(fresh, value));
    known.set(key, { local: fresh, depth });
    return fresh;
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
  function byLane({ terms, constant }: IndexExpression): { shared: Terms; own: number[] } | undefined {
    const shared = terms.filter(([factor]) => !isOfLane(factor));
    const own = terms.filter(([factor]) => isOfLane(factor));
    return own.every(([factor]) => isOfLaneOnly(factor))
      ? {
          shared,
          own: EACH.map((lane) =>
            own.reduce((sum, [factor, coefficient]) => sum + coefficient * numberOf(factor, lane), constant),
          ),
        }
      : undefined;
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

  function depthOfAll(found: readonly Found[]): Pick<Found, 'depth' | 'isLate'> {
    return {
      depth: Math.max(0, ...found.map(({ depth }) => depth)),
      isLate: found.some(({ isLate }) => isLate),
    };
  }

  function computed(code: Code, { depth, isLate = false }: Pick<Found, 'depth' | 'isLate'>): Found {
    const fresh = writer.local('v128');
    (isLate ? after : before)[depth]?.push(local.set(fresh, code));
    return { local: fresh, depth, isLate };
  }

  /** Four elements, or one in all lanes. */
  function load(base: Base, size: number, flat: IndexExpression): Found {
    const { min, max } = range(flat);
    if (min < -REACH || max >= size + REACH) {
      return loadClamped(base, size, flat);
    }
    const split = byLane(flat);
    if (!split) {
      const first = i32.mul(indexCode(flat, 0), i32.const(FLOAT));
      const depth = depthOfTerms(flat.terms);
      const lanesOf = EACH.slice(1).reduce<Code>(
        (vector, lane) =>
          v128.loadLane(
            addressIn(base, i32.mul(indexCode(flat, lane), i32.const(FLOAT))),
            offsetIn(base),
            vector,
            lane,
          ),
        v128.loadOne(addressIn(base, first), offsetIn(base)),
      );
      return computed(lanesOf, { depth });
    }
    const { shared, own } = split;
    const { pointer, offsets, depth } = placeOf(base, shared, lanes === 1 ? own.slice(0, 1) : own);
    return computed(gather(pointer, offsets), { depth });
  }

  function addressIn(base: Base, bytes: Code): Code {
    return 'address' in base ? bytes : i32.add(local.get(base.local), bytes);
  }
  function offsetIn(base: Base): number {
    return 'address' in base ? base.address : 0;
  }

  /** Four numbers at offsets from a pointer, which are known: the fewest instructions for what is usual. */
  function gather(pointer: Code, offsets: readonly number[]): Code {
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

  /** Elements that may be outside, where others are read in their place: who asks for them has a guard, and drops them. */
  function loadClamped(base: Base, size: number, flat: IndexExpression): Found {
    const depth = depthOfTerms(flat.terms);
    const addresses = (lanes === 1 ? EACH.slice(0, 1) : EACH).map((lane) => {
      const at = writer.local('i32');
      before[depth]?.push(local.set(at, indexCode(flat, lane)));
      const last = i32.const(size - 1);
      return i32.mul(i32.select(local.get(at), last, i32.ltU(local.get(at), last)), i32.const(FLOAT));
    });
    const [first = [], ...others] = addresses;
    const vector = others.reduce<Code>(
      (lanesOf, address, i) => v128.loadLane(addressIn(base, address), offsetIn(base), lanesOf, i + 1),
      (lanes === 1 ? v128.loadSplat : v128.loadOne)(addressIn(base, first), offsetIn(base)),
    );
    return computed(vector, { depth });
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
    return EACH.slice(1).reduce<Code>(
      (vector, lane) => i32x4.replaceLane(vector, lane, indexCode(flat, lane)),
      i32x4.splat(indexCode(flat, 0)),
    );
  }

  /** Ones in the lanes whose index is below a limit. */
  function isBelow({ value, below }: Guard): Code {
    const depth = depthOfTerms(value.terms);
    const mask = once('v128', `${print(value)} < ${below}`, depth, () =>
      i32x4.ltU(indices(value), i32x4.splat(i32.const(below))),
    );
    return local.get(mask);
  }

  const target: Target<Found> = {
    constant: (value) => ({
      local: once('v128', `constant ${Object.is(value, -0) ? '-0' : value}`, 0, () => f32x4.const(value)),
      depth: 0,
    }),
    read: (value, flat) => load({ address: addressOf(value) }, sizeOf(value.shape), flat),
    joined() {
      throw new Error('products are not taken in parts here');
    },
    apply(operator, operands, parameter) {
      const code = applied(
        operator,
        operands.map((one) => local.get(one.local)),
        parameter,
        writer,
      );
      return computed(code, depthOfAll(operands));
    },
    inside(found, guards) {
      const depth = Math.max(found.depth, ...guards.map(({ value }) => depthOfTerms(value.terms)));
      const mask = guards.map(isBelow).reduce((all, one) => v128.and(all, one));
      return computed(v128.and(local.get(found.local), mask), { depth, isLate: found.isLate ?? false });
    },
    choose(first, from, along, start) {
      const { depth, isLate = false } = depthOfAll([first, from]);
      const code = v128.select(
        local.get(first.local),
        local.get(from.local),
        isBelow({ value: along, below: start }),
      );
      return computed(code, { depth: Math.max(depth, depthOfTerms(along.terms)), isLate });
    },
  };

  return {
    target,
    store(base, size, flat, found) {
      const { min, max } = range(flat);
      const split = byLane(flat);
      if (!split || min < 0 || max >= size) {
        throw new RangeError('what is written has to be in a known place');
      }
      const { pointer, offsets, depth } = placeOf(base, split.shared, split.own);
      const [first = 0] = offsets;
      const value = local.get(found.local);
      const isRow = offsets.every((offset, lane) => offset === first + FLOAT * lane);
      const isOne = lanes === 1 || offsets.every((offset) => offset === first);
      const code = isOne
        ? v128.storeLane(pointer, first, value, 0)
        : isRow
          ? v128.store(pointer, first, value)
          : offsets.flatMap((offset, lane) => v128.storeLane(pointer, offset, value, lane));
      (found.isLate ? lateStores : stores)[Math.max(depth, found.depth)]?.push(code);
    },
    accumulate(found, depth, isAcrossLanes) {
      const sum = writer.local('v128');
      before[depth]?.push(local.set(sum, f32x4.const(0)));
      before[loops.length]?.push(local.set(sum, f32x4.add(local.get(sum), local.get(found.local))));
      if (isAcrossLanes && lanes > 1) {
        const value = local.get(sum);
        const halves = local.tee(sum, f32x4.add(value, v128.shuffle(value, value, [2, 3, 0, 1])));
        after[depth]?.push(local.set(sum, f32x4.add(halves, v128.shuffle(value, value, [1, 0, 3, 2]))));
      }
      return { local: sum, depth, isLate: true };
    },
    code() {
      function level(depth: number): Code {
        const loop = loops[depth];
        const counter = counters[depth] ?? 0;
        const inner = loop ? around(counter, loop, depth, level(depth + 1)) : [];
        return [
          ...(before[depth] ?? []),
          ...(stores[depth] ?? []),
          inner,
          ...(after[depth] ?? []),
          ...(lateStores[depth] ?? []),
        ];
      }
      function around(counter: number, { size }: Loop, depth: number, body: Code): Code {
        const limits = depth === 0 ? bounds : undefined;
        return [
          ...local.set(counter, limits?.first ?? i32.const(0)),
          ...control.loop(
            body,
            control.branchIf(
              i32.ltU(
                local.tee(counter, i32.add(local.get(counter), i32.const(1))),
                limits?.end ?? i32.const(size),
              ),
              0,
            ),
          ),
        ];
      }
      return level(0);
    },
  };
}
