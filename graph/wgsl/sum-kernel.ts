/** Kernels of sums. A short sum is one thread's work; the terms of a long one are shared by the threads of a workgroup. */
import { element } from '../compiler/element.ts';
import { variable } from '../compiler/index-expression.ts';
import { type Kernel, storedElsewhere, summedIndex } from '../compiler/schedule.ts';
import {
  type KernelCode,
  type KernelContext,
  NUMBER_OF_WORKGROUP,
  offsetsDeclaration,
  openWriter,
  resultLines,
  THREADS,
  uniformOffset,
} from './kernel-code.ts';

/** Sums of at most this many terms are added by one thread. */
const SHORT = 64;
/** With at least this many sums, one thread for each keeps the device busy. */
const MANY = 2 ** 14;
const SMALL_WORKGROUP = 64;
/** Threads that take one long sum each, where they cannot share it: as many as a processor's vector has elements. */
const FEW_THREADS = 4;

/** All sums of a kernel have the same numbers of terms; the results are computed by the thread that has the sums. */
export function sumKernel(
  kernel: Kernel,
  { stored, regionOf, isWritten, hasWorkgroupMemory }: KernelContext,
): KernelCode {
  const { heads, size } = kernel;
  const writer = openWriter(regionOf, storedElsewhere(kernel, stored), uniformOffset);
  const i = variable('i', size);
  const terms = Math.max(...heads.map((head) => summedIndex(head, i).terms));
  const scope = writer.scope();
  const added = heads.map((head, k) => {
    const [of] = head.operation.kind === 'sum' ? head.operation.of : [head];
    return `sum${k} += ${element(of, summedIndex(head, i).index, scope)};`;
  });
  const names = heads.map((_, k) => `sum${k}`);
  const lines = resultLines(kernel, writer, isWritten, names);
  const start = names.map((name) => `var ${name} = 0.0;`).join(' ');
  const loop = [...scope.lines, ...added].join('\n    ');
  const declarations = `${offsetsDeclaration(writer.slots.length)}\n${writer.declarations()}`;
  if (terms <= SHORT || size >= MANY || !hasWorkgroupMemory) {
    const threads = terms <= SHORT || size >= MANY ? THREADS : FEW_THREADS;
    return {
      slots: writer.slots,
      workgroups: Math.ceil(size / threads),
      code: `${declarations}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (${NUMBER_OF_WORKGROUP}) * ${threads}u + thread;
  if (i >= ${size}u) { return; }
  ${start}
  for (var k = 0u; k < ${terms}u; k++) {
    ${loop}
  }
  ${lines.join('\n  ')}
}`,
    };
  }
  const threads = terms < SMALL_WORKGROUP * 8 ? SMALL_WORKGROUP : THREADS;
  const shared = names.map((name) => `var<workgroup> ${name}s: array<f32, ${threads}>;`).join('\n');
  return {
    slots: writer.slots,
    workgroups: size,
    code: `${declarations}
${shared}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = ${NUMBER_OF_WORKGROUP};
  if (i >= ${size}u) { return; }
  ${start}
  for (var k = thread; k < ${terms}u; k += ${threads}u) {
    ${loop}
  }
  ${names.map((name) => `${name}s[thread] = ${name};`).join(' ')}
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { ${names.map((name) => `${name}s[thread] += ${name}s[thread + half];`).join(' ')} }
  }
  if (thread > 0u) { return; }
  ${names.map((name) => `${name} = ${name}s[0];`).join(' ')}
  ${lines.join('\n  ')}
}`,
  };
}
