/**
 * A nest of loops that computes elements and writes them: every kernel but the products' is one. Three things make it fast.
 *
 * 1. Four neighbours at a time. The innermost loop counts in fours, and `lane` is one more variable of all indices, with
 *    0 ≤ lane < 4. How an index depends on it decides how four elements are read: in a row, all the same, every other one, or
 *    each by itself.
 * 2. No divisions. Loops are chosen such that quotients and remainders of the element's number are sums of their counters
 *    (`loops.ts`), so that an address is a sum, too.
 * 3. Nothing is computed in a loop that does not change in it: each number is computed at the depth of the loops that it
 *    depends on. 1 / √variance of a channel is computed once for the channel, though the kernel says so for each element.
 */
import type { Guard } from '../compiler/contraction.ts';
import type { Target } from '../compiler/element.ts';
import { type IndexExpression, print, range } from '../compiler/index-expression.ts';
import type { Value } from '../compiler/value.ts';
import { sizeOf } from '../tensor.ts';
import { type Base, openAddresses } from './addresses.ts';
import { type Code, control, f32x4, i32, i32x4, local, v128 } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import { byLane, type Found, scatter } from './lanes.ts';
import { openLoads } from './loads.ts';
import { operatorCode } from './operators.ts';

/** Counts from 0 in steps of 1; `name` is the variable of indices. */
export type Loop = { readonly name: string; readonly size: number };

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

  const addresses = openAddresses({ variable, once, lanes });

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

  const load = openLoads({ writer, addresses, lanes, before, computed });

  /** Ones in the lanes whose index is below a limit. */
  function isBelow({ value, below }: Guard): Code {
    const depth = addresses.depthOf(value.terms);
    const mask = once('v128', `${print(value)} < ${below}`, depth, () =>
      i32x4.ltU(addresses.indices(value), i32x4.splat(i32.const(below))),
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
      const code = operatorCode(
        operator,
        operands.map((one) => local.get(one.local)),
        parameter,
        writer,
      );
      return computed(code, depthOfAll(operands));
    },
    inside(found, guards) {
      const depth = Math.max(found.depth, ...guards.map(({ value }) => addresses.depthOf(value.terms)));
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
      return computed(code, { depth: Math.max(depth, addresses.depthOf(along.terms)), isLate });
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
      const { pointer, offsets, depth } = addresses.place(base, split.shared, split.own);
      const code = scatter(pointer, offsets, found.local, lanes === 1);
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
    code: () => nestCode(loops, counters, { before, stores, after, lateStores }, bounds),
  };
}

/** What stands before the next loop at each depth, and after it. */
type Levels = Readonly<Record<'before' | 'stores' | 'after' | 'lateStores', readonly (readonly Code[])[]>>;

function nestCode(
  loops: readonly Loop[],
  counters: readonly number[],
  { before, stores, after, lateStores }: Levels,
  bounds: NestOptions['bounds'],
): Code {
  function level(depth: number): Code {
    const loop = loops[depth];
    const inner = loop ? around(loop, depth, level(depth + 1)) : [];
    return [
      ...(before[depth] ?? []),
      ...(stores[depth] ?? []),
      inner,
      ...(after[depth] ?? []),
      ...(lateStores[depth] ?? []),
    ];
  }
  function around({ size }: Loop, depth: number, body: Code): Code {
    const counter = counters[depth] ?? 0;
    const limits = depth === 0 ? bounds : undefined;
    const next = local.tee(counter, i32.add(local.get(counter), i32.const(1)));
    const goesOn = i32.ltU(next, limits?.end ?? i32.const(size));
    return [
      ...local.set(counter, limits?.first ?? i32.const(0)),
      ...control.loop(body, control.branchIf(goesOn, 0)),
    ];
  }
  return level(0);
}
