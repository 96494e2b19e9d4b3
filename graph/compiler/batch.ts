/**
 * Kernels that are the same but for where their values are and how many they are run as one: Adam's update of all weights
 * is a single dispatch.
 */
import { sizeOf } from '../tensor.ts';
import type { Kernel } from './schedule.ts';
import type { Value } from './value.ts';

/** Kernels that run side by side in one dispatch. There is more than one only where all have the same code. */
export type Dispatch = readonly Kernel[];

/** Whether element i of a kernel's results depends on nothing but element i of what it reads, so that its shapes do not matter. */
export function isFlat({ kind, reads }: Kernel): boolean {
  return kind === 'elementwise' && [...reads.values()].every((access) => access !== 'other');
}

/**
 * @param signatureOf equal for kernels that can run as one
 */
export function batchKernels(
  kernels: readonly Kernel[],
  signatureOf: (kernel: Kernel) => string,
): Dispatch[] {
  const slots: (Kernel[] | undefined)[] = kernels.map((kernel) => [kernel]);
  /** For each signature, the position of the batch that waits for earlier kernels. */
  const open = new Map<string, number>();
  for (let position = kernels.length - 1; position >= 0; position--) {
    const kernel = kernels[position] as Kernel;
    if (!isFlat(kernel)) {
      continue;
    }
    const signature = signatureOf(kernel);
    const later = open.get(signature);
    if (
      later !== undefined &&
      !isReadWithin(kernel, kernels.slice(position + 1, later), slots[later] ?? [])
    ) {
      slots[later]?.unshift(kernel);
      slots[position] = undefined;
    } else {
      open.set(signature, position);
    }
  }
  return slots.flatMap((slot) => (slot ? [slot] : []));
}

/** Whether anything between a kernel and a batch, or in the batch, needs its results. */
function isReadWithin({ results }: Kernel, between: readonly Kernel[], batch: readonly Kernel[]): boolean {
  return [...between, ...batch].some(({ reads }) => results.some((result) => reads.has(result)));
}

/** The values that memory is needed for: all that are read by another kernel, and `returned`. */
export function writtenValues(kernels: readonly Kernel[], returned: Iterable<Value>): Set<Value> {
  return new Set([...returned, ...kernels.flatMap(({ reads }) => [...reads.keys()])]);
}

export function bytesOf({ shape }: Value): number {
  return Float32Array.BYTES_PER_ELEMENT * sizeOf(shape);
}
