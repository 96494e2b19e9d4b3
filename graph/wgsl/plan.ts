/** From a graph to a list of dispatches with their WGSL, and to where everything is in memory. Nothing here needs a GPU. */
import { isNextName, nextName } from '../state.ts';
import { type Shape, sizeOf, type Tensor } from '../tensor.ts';
import { batchKernels, bytesOf, type Dispatch, isFlat, writtenValues } from './batch.ts';
import {
  elementwiseKernel,
  flatKernel,
  flatWorkgroups,
  type KernelContext,
  ROW,
} from './elementwise-kernel.ts';
import { dispatchSize, type KernelCode } from './kernel-code.ts';
import { type Lowered, lower } from './lower.ts';
import { matrixKernel } from './matrix-kernel.ts';
import { growing, type Location, planScratch, type Region } from './memory.ts';
import { groupKernels, type Kernel, storedValues } from './schedule.ts';
import { sumKernel } from './sum-kernel.ts';
import { sameMemory, type Value } from './value.ts';

/** Where each tensor of a state is in the region `state`; it is the same for all programs that share the state. */
export type StateLayout = {
  readonly places: Readonly<Record<string, { readonly offset: number; readonly shape: Shape }>>;
  /** In elements. */
  readonly size: number;
};

export function layOutState(shapes: Readonly<Record<string, Shape>>): StateLayout {
  const region = growing('state');
  const places = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { offset: region.place(sizeOf(shape)).offset, shape },
    ]),
  );
  return { places, size: region.size };
}

export type PlannedDispatch = {
  readonly code: string;
  readonly workgroups: readonly [number, number, number];
  /** What the uniform buffer holds for it. */
  readonly offsets: Uint32Array;
  /** For people: `sum [1, 64, 1, 1]`. */
  readonly label: string;
  /** Bytes of the values that it reads and writes, each once. */
  readonly bytes: number;
};

export type Plan = {
  readonly dispatches: readonly PlannedDispatch[];
  /** Rows of all flat kernels. */
  readonly tables: Uint32Array;
  /** What is fed at each run, in elements of `given`. */
  readonly inputs: Readonly<Record<string, { readonly offset: number; readonly shape: Shape }>>;
  readonly constants: readonly { readonly offset: number; readonly data: Float32Array }[];
  /** What is read back, in elements of `results`. */
  readonly outputs: Readonly<Record<string, { readonly offset: number; readonly shape: Shape }>>;
  /** Copies after the last dispatch: next values whose old ones are read until then. */
  readonly copies: readonly { readonly from: Location; readonly to: Location; readonly elements: number }[];
  /** Sizes of the regions, in elements. */
  readonly sizes: Readonly<Record<Region, number>>;
  readonly statistics: {
    readonly kernels: number;
    /** Bytes that the kernels read and write. */
    readonly bytes: number;
    /** Bytes that any program has to move; see `leastBytes`. */
    readonly leastBytes: number;
  };
};

export type PlanOptions = {
  readonly state?: StateLayout;
  /** The largest buffer that a kernel can see, in bytes. */
  readonly largestBuffer?: number;
  /** Whether the device has memory that the threads of a workgroup share at no cost, as all GPUs have; the default. */
  readonly hasWorkgroupMemory?: boolean;
};

/** WebGPU's default for maxStorageBufferBindingSize. */
const DEFAULT_LARGEST = 2 ** 27;

/**
 * @param outputs what is computed; `next.NAME` is written over NAME of the state
 * @throws Error that names an operator without a kernel, or a tensor that is too large
 */
export function planKernels(
  outputs: Readonly<Record<string, Tensor>>,
  { state = layOutState({}), largestBuffer = DEFAULT_LARGEST, hasWorkgroupMemory = true }: PlanOptions = {},
): Plan {
  const lowered = lower(outputs);
  const stored = storedValues(lowered);
  const kernels = groupKernels(lowered, stored);
  const returned = Object.values(lowered.outputs).map(sameMemory);
  const written = writtenValues(kernels, returned);
  const isWritten = (value: Value): boolean => written.has(value);

  const located = new Map<Value, Location>();
  const given = growing('given');
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
        const place = given.place(sizeOf(shape));
        located.set(value, place);
        inputs[name] = { offset: place.offset, shape };
      }
    } else if (operation.kind === 'constant' && operation.data.length > 1) {
      const place = given.place(sizeOf(shape));
      located.set(value, place);
      constants.push({ offset: place.offset, data: operation.data });
    }
  }

  const results = growing('results');
  const regionsUnknown: KernelContext = { stored, isWritten, hasWorkgroupMemory, regionOf: () => 'scratch0' };
  const dispatches = batchKernels(kernels, (kernel) => flatKernel(kernel, regionsUnknown).code);
  const copies: { from: Location; to: Location; elements: number }[] = [];
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
      const place = results.place(sizeOf(output.shape));
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

  const tables: number[] = [];
  const context: KernelContext = {
    stored,
    isWritten,
    hasWorkgroupMemory,
    regionOf(value) {
      const place = locations.get(value);
      if (!place) {
        throw new Error(`a value of the shape [${value.shape}] has no place in memory`);
      }
      return place.region;
    },
  };
  const offsetOf = (value: Value): number => locations.get(value)?.offset ?? 0;
  const planned = dispatches.flatMap((dispatch) =>
    alike(dispatch, context).map(
      (part): PlannedDispatch => planDispatch(part, context, offsetOf, isWritten, tables),
    ),
  );
  return {
    dispatches: planned,
    tables: Uint32Array.from(tables),
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
    statistics: {
      kernels: planned.length,
      bytes: planned.reduce((sum, { bytes }) => sum + bytes, 0),
      leastBytes: leastBytes(lowered),
    },
  };
}

/** A kernel that stands for copies: it reads, and computes nothing. */
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

/** A batch in parts whose values are in the same regions, so that their code is the same. */
function alike(dispatch: Dispatch, context: KernelContext): Kernel[][] {
  if (dispatch.length === 1) {
    return [[...dispatch]];
  }
  return [...Map.groupBy(dispatch, (kernel) => flatKernel(kernel, context).code).values()];
}

function planDispatch(
  dispatch: readonly Kernel[],
  context: KernelContext,
  offsetOf: (value: Value) => number,
  isWritten: (value: Value) => boolean,
  tables: number[],
): PlannedDispatch {
  const [kernel] = dispatch as [Kernel];
  const moved = dispatch.flatMap(({ reads, heads, results }) => [
    ...reads.keys(),
    ...[...heads, ...results].filter(isWritten),
  ]);
  const common = {
    label: labelOf(dispatch),
    bytes: moved.reduce((sum, value) => sum + bytesOf(value), 0),
  };
  if (isFlat(kernel)) {
    const { code, start, workgroups } = layOutRows(dispatch, context, offsetOf, tables);
    return {
      ...common,
      code,
      workgroups: dispatchSize(workgroups),
      offsets: Uint32Array.of(start, workgroups),
    };
  }
  const { code, slots, workgroups } = kernelCode(kernel, context);
  return {
    ...common,
    code,
    workgroups: dispatchSize(workgroups),
    offsets: Uint32Array.from(slots, offsetOf),
  };
}

function kernelCode(kernel: Kernel, context: KernelContext): KernelCode {
  switch (kernel.kind) {
    case 'elementwise':
      return elementwiseKernel(kernel, context);
    case 'sum':
      return sumKernel(kernel, context);
    case 'contraction':
      return matrixKernel(kernel, context);
  }
}

/** Adds the rows of a dispatch of flat kernels to the tables, and before them the row of each workgroup. */
function layOutRows(
  dispatch: readonly Kernel[],
  context: KernelContext,
  offsetOf: (value: Value) => number,
  tables: number[],
): { code: string; start: number; workgroups: number } {
  const start = tables.length;
  const workgroups = dispatch.reduce((sum, kernel) => sum + flatWorkgroups(kernel), 0);
  const rows: number[] = [];
  let first = 0;
  let code = '';
  for (const kernel of dispatch) {
    const flat = flatKernel(kernel, context);
    code = flat.code;
    const row = start + workgroups + rows.length;
    for (let k = 0; k < flatWorkgroups(kernel); k++) {
      tables[start + first + k] = row;
    }
    const numbers: number[] = [];
    numbers[ROW.firstWorkgroup] = first;
    numbers[ROW.size] = kernel.size;
    rows.push(...numbers, ...flat.slots.map(offsetOf), ...flat.counted.map(({ shape }) => shape[0] ?? 1));
    first += flatWorkgroups(kernel);
  }
  tables.push(...rows);
  return { code, start, workgroups };
}

function labelOf(dispatch: readonly Kernel[]): string {
  const [kernel] = dispatch as [Kernel];
  const [head] = kernel.heads;
  const what = head?.operation.kind === 'contraction' ? head.operation.contraction.key : kernel.kind;
  const shape = (head ?? kernel.results[0])?.shape ?? [];
  const after = kernel.results.length > 0 && head ? ` and ${kernel.results.length} more` : '';
  return `${what} [${shape.join(', ')}]${after}${dispatch.length > 1 ? ` of ${dispatch.length} tensors` : ''}`;
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
