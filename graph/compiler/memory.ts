/**
 * Where values are in memory. A kernel sees a few large buffers, the regions, and finds a value at an offset. In `scratch`
 * a value has room from the dispatch that writes it to the last that reads it; others use the room before and after.
 */
import { type Shape, sizeOf } from '../tensor.ts';
import type { Dispatch } from './batch.ts';
import type { Value } from './value.ts';

/**
 * `state` stays from run to run; `given` has the inputs of a run, and constants; `results` are read back; the rest is scratch, in as many
 * buffers as it takes.
 */
export type Region = 'state' | 'given' | 'results' | `scratch${number}`;

/** In elements. */
export type Location = { readonly region: Region; readonly offset: number };

/** Offsets are multiples of this many elements: 256 bytes, the unit in which GPUs read. */
const ALIGNMENT = 64;

export function aligned(elements: number): number {
  return Math.ceil(elements / ALIGNMENT) * ALIGNMENT;
}

/** A bump allocator: places values one after the other in a region that grows. Nothing is freed. */
export function bumpAllocator(region: Region) {
  let size = 0;
  return {
    allocate(elements: number): Location {
      const offset = size;
      size += aligned(elements);
      return { region, offset };
    },
    get size() {
      return size;
    },
  };
}

/** Where each tensor of a state is in the region `state`; it is the same for all programs that share the state. */
export type StateLayout = {
  readonly places: Readonly<Record<string, { readonly offset: number; readonly shape: Shape }>>;
  /** In elements. */
  readonly size: number;
};

export function layOutState(shapes: Readonly<Record<string, Shape>>): StateLayout {
  const region = bumpAllocator('state');
  const places = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { offset: region.allocate(sizeOf(shape)).offset, shape },
    ]),
  );
  return { places, size: region.size };
}

type Hole = { offset: number; size: number };

/** A first-fit allocator: a value gets the lowest hole that is large enough. @param limit of the region, in elements */
export function firstFitAllocator(region: Region, limit: number) {
  let size = 0;
  let holes: Hole[] = [];
  return {
    /** @returns undefined where the region would become larger than its limit */
    allocate(elements: number): Location | undefined {
      const needed = aligned(elements);
      const fit = holes.find((hole) => hole.size >= needed);
      if (fit) {
        const { offset } = fit;
        fit.offset += needed;
        fit.size -= needed;
        holes = holes.filter((hole) => hole.size > 0);
        return { region, offset };
      }
      const last = holes.at(-1);
      const offset = last && last.offset + last.size === size ? last.offset : size;
      if (offset + needed > limit) {
        return undefined;
      }
      holes = holes.filter((hole) => hole.offset < offset);
      size = offset + needed;
      return { region, offset };
    },
    free(offset: number, elements: number): void {
      const sorted = [...holes, { offset, size: aligned(elements) }].sort((a, b) => a.offset - b.offset);
      holes = [];
      for (const hole of sorted) {
        const before = holes.at(-1);
        if (before && before.offset + before.size === hole.offset) {
          before.size += hole.size;
        } else {
          holes.push({ ...hole });
        }
      }
    },
    get size() {
      return size;
    },
  };
}

/**
 * Places for the values that dispatches write and that have none yet.
 * @param located values that have a place already
 * @param written all values that need one
 * @param limit of one scratch region, in elements
 * @returns all places, and the sizes of the scratch regions
 * @throws RangeError where a single value is larger than the limit
 */
export function planScratch(
  dispatches: readonly Dispatch[],
  located: ReadonlyMap<Value, Location>,
  written: ReadonlySet<Value>,
  limit: number,
): { locations: Map<Value, Location>; scratch: number[] } {
  const locations = new Map(located);
  const lastRead = new Map<Value, number>();
  dispatches.forEach((dispatch, position) => {
    for (const { reads } of dispatch) {
      for (const value of reads.keys()) {
        lastRead.set(value, position);
      }
    }
  });
  const regions: ReturnType<typeof firstFitAllocator>[] = [];
  const ending = new Map<number, Value[]>();
  dispatches.forEach((dispatch, position) => {
    for (const value of dispatch.flatMap(({ heads, results }) => [...heads, ...results])) {
      if (!written.has(value) || locations.has(value)) {
        continue;
      }
      const elements = sizeOf(value.shape);
      let place: Location | undefined;
      for (let i = 0; !place; i++) {
        if (i === regions.length) {
          if (aligned(elements) > limit) {
            throw new RangeError(
              `a tensor of the shape [${value.shape.join(', ')}] does not fit into one buffer of this GPU, which has ${4 * limit} bytes at most`,
            );
          }
          regions.push(firstFitAllocator(`scratch${i}`, limit));
        }
        place = regions[i]?.allocate(elements);
      }
      locations.set(value, place);
      const last = lastRead.get(value) ?? position;
      ending.set(last, [...(ending.get(last) ?? []), value]);
    }
    for (const value of ending.get(position) ?? []) {
      const place = locations.get(value);
      if (place) {
        regions[Number(place.region.slice('scratch'.length))]?.free(place.offset, sizeOf(value.shape));
      }
    }
  });
  return { locations, scratch: regions.map(({ size }) => size) };
}
