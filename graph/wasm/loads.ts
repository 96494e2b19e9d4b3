/** How a nest of loops reads elements: four neighbours at once, or each by itself. */
import { type IndexExpression, range } from '../compiler/index-expression.ts';
import type { Addresses, Base } from './addresses.ts';
import { type Code, i32, local, v128 } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import { byLane, EACH_LANE, FLOAT, type Found, gather } from './lanes.ts';

/**
 * How many elements before and after a value may be read: a guard drops the border of a padded picture after it was read. The session
 * leaves a margin, so that these reads stay within the memory; indices that are further away are clamped.
 */
export const REACH = 1024;

export type Load = (base: Base, size: number, flat: IndexExpression) => Found;

export type LoadOptions = {
  readonly writer: FunctionWriter;
  readonly addresses: Addresses;
  readonly lanes: 1 | 4;
  /** The code at each depth of the loops, before the next loop. */
  readonly before: readonly Code[][];
  /** A vector, computed at a depth. */
  readonly computed: (code: Code, at: { readonly depth: number }) => Found;
};

/** @returns a function that reads the elements at an index: four, or one in all lanes */
export function openLoads({ writer, addresses, lanes, before, computed }: LoadOptions): Load {
  const [firstLane = 0, ...otherLanes] = EACH_LANE;

  return (base, size, flat) => {
    const { min, max } = range(flat);
    if (min < -REACH || max >= size + REACH) {
      return loadClamped(base, size, flat);
    }
    const split = byLane(flat);
    if (!split) {
      return loadEach(base, flat);
    }
    const { shared, own } = split;
    const { pointer, offsets, depth } = addresses.place(base, shared, lanes === 1 ? own.slice(0, 1) : own);
    return computed(gather(pointer, offsets), { depth });
  };

  /** Elements whose places follow no rule. */
  function loadEach(base: Base, flat: IndexExpression): Found {
    const addressOf = (lane: number): Code =>
      addressIn(base, i32.mul(addresses.index(flat, lane), i32.const(FLOAT)));
    const vector = otherLanes.reduce<Code>(
      (loaded, lane) => v128.loadLane(addressOf(lane), offsetIn(base), loaded, lane),
      v128.loadOne(addressOf(firstLane), offsetIn(base)),
    );
    return computed(vector, { depth: addresses.depthOf(flat.terms) });
  }

  /** Elements that may be outside, where others are read in their place: who asks for them has a guard, and drops them. */
  function loadClamped(base: Base, size: number, flat: IndexExpression): Found {
    const depth = addresses.depthOf(flat.terms);
    const places = (lanes === 1 ? EACH_LANE.slice(0, 1) : EACH_LANE).map((lane) => {
      const at = writer.local('i32');
      before[depth]?.push(local.set(at, addresses.index(flat, lane)));
      const last = i32.const(size - 1);
      return i32.mul(i32.select(local.get(at), last, i32.ltU(local.get(at), last)), i32.const(FLOAT));
    });
    const [first = [], ...others] = places;
    const vector = others.reduce<Code>(
      (loaded, address, i) => v128.loadLane(addressIn(base, address), offsetIn(base), loaded, i + 1),
      (lanes === 1 ? v128.loadSplat : v128.loadOne)(addressIn(base, first), offsetIn(base)),
    );
    return computed(vector, { depth });
  }
}

function addressIn(base: Base, bytes: Code): Code {
  return 'address' in base ? bytes : i32.add(local.get(base.local), bytes);
}
function offsetIn(base: Base): number {
  return 'address' in base ? base.address : 0;
}
