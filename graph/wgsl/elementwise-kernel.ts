/** Kernels of elementwise operators: a thread computes one element of each result. */

import { type Kernel, storedElsewhere } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import {
  BINDING,
  type KernelCode,
  type KernelContext,
  NUMBER_OF_WORKGROUP,
  offsetsDeclaration,
  openWriter,
  resultLines,
  THREADS,
  uniformOffset,
} from './kernel-code.ts';

/** Elements that a thread of a flat kernel computes. */
const ELEMENTS = 4;

/** One that reads other elements than those that it computes: pictures that are padded, transposed, or broadcast. */
export function elementwiseKernel(
  kernel: Kernel,
  { stored, regionOf, isWritten }: KernelContext,
): KernelCode {
  const writer = openWriter(regionOf, storedElsewhere(kernel, stored), uniformOffset);
  const lines = resultLines(kernel, writer, isWritten);
  return {
    slots: writer.slots,
    workgroups: Math.ceil(kernel.size / THREADS),
    code: `${offsetsDeclaration(writer.slots.length)}
${writer.declarations()}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (${NUMBER_OF_WORKGROUP}) * ${THREADS}u + thread;
  if (i >= ${kernel.size}u) { return; }
  ${lines.join('\n  ')}
}`,
  };
}

/** Where the rows of a flat kernel's tables have what: the first workgroup, the size, then slots and numbers of parts. */
export const ROW = { firstWorkgroup: 0, size: 1, slots: 2 } as const;

/** Workgroups for the elements of a flat kernel. */
export function flatWorkgroups({ size }: Kernel): number {
  return Math.ceil(size / (THREADS * ELEMENTS));
}

/**
 * One whose elements depend on the same elements only (`isFlat`). The code holds for any size; a dispatch may have several
 * of them. A table says for each workgroup which row of numbers is its own.
 * @returns `counted`: the contractions whose numbers of parts follow the slots in a row
 */
export function flatKernel(
  kernel: Kernel,
  { stored, regionOf, isWritten }: KernelContext,
): KernelCode & { readonly counted: readonly Value[] } {
  const counted: Value[] = [];
  const writer = openWriter(
    regionOf,
    storedElsewhere(kernel, stored),
    (slot) => `offset${slot}`,
    (parts) => {
      const known = counted.indexOf(parts);
      return { count: `count${known < 0 ? counted.push(parts) - 1 : known}`, size: 'size' };
    },
  );
  const lines = resultLines(kernel, writer, isWritten);
  const offsets = writer.slots.map((_, slot) => `let offset${slot} = tables[row + ${ROW.slots + slot}u];`);
  const counts = counted.map(
    (_, k) => `let count${k} = tables[row + ${ROW.slots + writer.slots.length + k}u];`,
  );
  return {
    slots: writer.slots,
    counted,
    workgroups: flatWorkgroups(kernel),
    code: `${offsetsDeclaration(2)}
@group(0) @binding(${BINDING.tables}) var<storage, read> tables: array<u32>;
${writer.declarations()}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let workgroup = ${NUMBER_OF_WORKGROUP};
  if (workgroup >= offsets[0].y) { return; }
  let row = tables[offsets[0].x + workgroup];
  let size = tables[row + ${ROW.size}u];
  ${[...offsets, ...counts].join('\n  ')}
  let first = (workgroup - tables[row + ${ROW.firstWorkgroup}u]) * ${THREADS * ELEMENTS}u;
  for (var i = first + thread; i < min(first + ${THREADS * ELEMENTS}u, size); i += ${THREADS}u) {
    ${lines.join('\n    ')}
  }
}`,
  };
}
