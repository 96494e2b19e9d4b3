/**
 * From a graph to kernels in order, and to where everything is in memory: all that does not depend on what the kernels are
 * written in.
 */
import { isNextName, nextName } from '../state.ts';
import { type Shape, sizeOf, type Tensor } from '../tensor.ts';
import { bytesOf, type Dispatch, writtenValues } from './batch.ts';
import { type Lowered, lower } from './lower.ts';
import {
  bumpAllocator,
  type Location,
  layOutState,
  planScratch,
  type Region,
  type StateLayout,
} from './memory.ts';
import { groupKernels, type Kernel, storedValues } from './schedule.ts';
import { sameMemory, type Value } from './value.ts';
import type { Capabilities } from './value-table.ts';

export type Placed = { readonly offset: number; readonly shape: Shape };

export type Arrangement = {
  readonly dispatches: readonly Dispatch[];
  /** The values that are computed into memory of their own or read from there. */
  readonly stored: ReadonlySet<Value>;
  /** Those of them that another kernel or the caller reads. */
  readonly written: ReadonlySet<Value>;
  readonly locations: ReadonlyMap<Value, Location>;
  /** The inputs of a run: where each is in `given`, in elements. */
  readonly inputs: Readonly<Record<string, Placed>>;
  readonly constants: readonly { readonly offset: number; readonly data: Float32Array }[];
  /** The outputs that are read back: where each is in `results`, in elements. */
  readonly outputs: Readonly<Record<string, Placed>>;
  /** Copies after the last dispatch: next values that could not be written over old ones that were still read. */
  readonly copies: readonly { readonly from: Location; readonly to: Location; readonly elements: number }[];
  /** Sizes of the regions, in elements. */
  readonly sizes: Readonly<Record<Region, number>>;
  /** Bytes that any program has to move; see `leastBytes`. */
  readonly leastBytes: number;
};

export type ArrangeOptions = {
  readonly capabilities: Capabilities;
  readonly state?: StateLayout;
  /** The largest buffer that a kernel can see, in bytes. */
  readonly largestBuffer: number;
  /** Which kernels run as one (`batch.ts`). @param stored as in an arrangement */
  readonly batch: (
    kernels: readonly Kernel[],
    stored: ReadonlySet<Value>,
    written: ReadonlySet<Value>,
  ) => Dispatch[];
};

/**
 * @param outputs what is computed; `next.NAME` is written over NAME of the state
 * @throws Error that names an operator without a kernel, or a tensor that is too large
 */
export function arrange(
  outputs: Readonly<Record<string, Tensor>>,
  { capabilities, state = layOutState({}), largestBuffer, batch }: ArrangeOptions,
): Arrangement {
  const lowered = lower(outputs, capabilities);
  const stored = storedValues(lowered);
  const kernels = groupKernels(lowered, stored, capabilities);
  const returned = Object.values(lowered.outputs).map(sameMemory);
  const written = writtenValues(kernels, returned);

  const located = new Map<Value, Location>();
  const given = bumpAllocator('given');
  const inputs: Record<string, { offset: number; shape: Shape }> = {};
  const constants: { offset: number; data: Float32Array }[] = [];
  for (const value of lowered.values) {
    const { operation, shape } = value;
    if (operation.kind === 'input') {
      const { name } = operation;
      const own = state.places[name];
      if (own) {
        located.set(value, { region: 'state', offset: own.offset });
      } else {
        const place = given.allocate(sizeOf(shape));
        located.set(value, place);
        inputs[name] = { offset: place.offset, shape };
      }
    } else if (operation.kind === 'constant' && operation.data.length > 1) {
      const place = given.allocate(sizeOf(shape));
      located.set(value, place);
      constants.push({ offset: place.offset, data: operation.data });
    }
  }

  const results = bumpAllocator('results');
  const dispatches = batch(kernels, stored, written);
  const copies: { from: Location; to: Location; elements: number }[] = [];
  /** Values that are copied to their place after the last dispatch. */
  const late: { value: Value; to: Location }[] = [];
  const returnedAt: Record<string, { offset: number; shape: Shape }> = {};
  for (const [name, output] of Object.entries(lowered.outputs)) {
    const value = sameMemory(output);
    const own = isNextName(name) ? state.places[name.slice(nextName('').length)] : undefined;
    if (own) {
      const to: Location = { region: 'state', offset: own.offset };
      const old = lowered.values.find(
        ({ operation }) => operation.kind === 'input' && nextName(operation.name) === name,
      );
      if (!located.has(value) && canReplace(value, old, dispatches)) {
        located.set(value, to);
      } else {
        late.push({ value, to });
      }
    } else {
      const place = results.allocate(sizeOf(output.shape));
      returnedAt[name] = { offset: place.offset, shape: output.shape };
      if (located.has(value)) {
        late.push({ value, to: place });
      } else {
        located.set(value, place);
      }
    }
  }
  // What is copied at the end must not be overwritten before.
  const { locations, scratch } = planScratch(
    [...dispatches, [copying(late.map(({ value }) => value))]],
    located,
    written,
    largestBuffer / Float32Array.BYTES_PER_ELEMENT,
  );
  for (const { value, to } of late) {
    const from = locations.get(value);
    if (from) {
      copies.push({ from, to, elements: sizeOf(value.shape) });
    }
  }

  return {
    dispatches,
    stored,
    written,
    locations,
    inputs,
    constants,
    outputs: returnedAt,
    copies,
    sizes: {
      state: state.size,
      given: given.size,
      results: results.size,
      ...Object.fromEntries(scratch.map((size, i) => [`scratch${i}`, size])),
    } as Record<Region, number>,
    leastBytes: leastBytes(lowered),
  };
}

/** A kernel that stands for the copies at the end: it reads, and computes nothing. */
function copying(values: readonly Value[]): Kernel {
  return {
    kind: 'elementwise',
    size: 0,
    heads: [],
    results: [],
    reads: new Map(values.map((value) => [value, 'other'])),
  };
}

/** Whether a next value can be written where the old one is: nothing else reads the old one then or later. */
function canReplace(next: Value, old: Value | undefined, dispatches: readonly Dispatch[]): boolean {
  if (!old) {
    return true;
  }
  const position = dispatches.findIndex((dispatch) => dispatch.some(({ results }) => results.includes(next)));
  return (
    position >= 0 &&
    dispatches.every((dispatch, k) =>
      dispatch.every(
        ({ reads, results }) =>
          k < position ||
          !reads.has(old) ||
          (k === position && results.includes(next) && reads.get(old) === 'same'),
      ),
    )
  );
}

/**
 * The least that has to move. A product of matrices reads both factors and writes its result, once each, and whatever is
 * elementwise between two products could ride along in one of them. What is fed is read, the state is read and written, and
 * what is returned is written. Real programs move more where a value is needed twice: a sum over all pictures, as in batch
 * norm, has to be complete before its first use.
 */
function leastBytes({ values, outputs }: Lowered): number {
  let bytes = 0;
  for (const value of values) {
    if (value.operation.kind === 'contraction') {
      const result = value.operation.parts === 1 ? bytesOf(value) : bytesOf(value) / value.operation.parts;
      bytes += result + value.operation.of.reduce((sum, factor) => sum + bytesOf(factor), 0);
    } else if (value.operation.kind === 'input') {
      bytes += bytesOf(value);
    }
  }
  return bytes + Object.values(outputs).reduce((sum, value) => sum + bytesOf(value), 0);
}
