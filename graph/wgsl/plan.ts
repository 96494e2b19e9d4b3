/** From a graph to a list of dispatches with their WGSL, and to where everything is in memory. Nothing here needs a GPU. */
import { type Arrangement, arrange } from '../compiler/arrange.ts';
import { batchKernels, bytesOf, isFlat } from '../compiler/batch.ts';
import type { StateLayout } from '../compiler/memory.ts';
import type { Kernel } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import type { Tensor } from '../tensor.ts';
import { contractionKernel } from './contraction-kernel.ts';
import { elementwiseKernel, flatKernel, flatWorkgroups, ROW } from './elementwise-kernel.ts';
import { dispatchSize, type KernelCode, type KernelContext } from './kernel-code.ts';
import { sumKernel } from './sum-kernel.ts';

export type PlannedDispatch = {
  readonly code: string;
  readonly workgroups: readonly [number, number, number];
  /** What the uniform buffer holds for it. */
  readonly offsets: Uint32Array;
  /** A readable label: `sum [1, 64, 1, 1]`. */
  readonly label: string;
  /** Bytes of the values that it reads and writes, each once. */
  readonly bytes: number;
};

export type Plan = Pick<Arrangement, 'inputs' | 'constants' | 'outputs' | 'copies' | 'sizes'> & {
  readonly dispatches: readonly PlannedDispatch[];
  /** Rows of all flat kernels. */
  readonly tables: Uint32Array;
  readonly statistics: {
    readonly kernels: number;
    /** Bytes that the kernels read and write. */
    readonly bytes: number;
    /** Bytes that any program has to move. */
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
  { largestBuffer = DEFAULT_LARGEST, hasWorkgroupMemory = true, ...options }: PlanOptions = {},
): Plan {
  const { dispatches, stored, written, locations, ...rest } = arrange(outputs, {
    ...options,
    largestBuffer,
    capabilities: { manyThreads: true, joinsProducts: true, products: 'found' },
    batch: (kernels, stored, written) =>
      batchKernels(
        kernels,
        (kernel) =>
          flatKernel(kernel, {
            stored,
            isWritten: (value) => written.has(value),
            hasWorkgroupMemory,
            regionOf: () => 'scratch0',
          }).code,
      ),
  });
  const tables: number[] = [];
  const isWritten = (value: Value): boolean => written.has(value);
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
  const { inputs, constants, outputs: returned, copies, sizes, leastBytes } = rest;
  return {
    dispatches: planned,
    tables: Uint32Array.from(tables),
    inputs,
    constants,
    outputs: returned,
    copies,
    sizes,
    statistics: {
      kernels: planned.length,
      bytes: planned.reduce((sum, { bytes }) => sum + bytes, 0),
      leastBytes,
    },
  };
}

/** A batch in parts whose values are in the same regions, so that their code is the same. */
function alike(dispatch: readonly Kernel[], context: KernelContext): Kernel[][] {
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
      return contractionKernel(kernel, context);
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
