/** What all kernels have in common: a kernel is a function that computes one of its tasks. */
import { elementKey } from '../compiler/element.ts';
import { type IndexExpression, literal } from '../compiler/index-expression.ts';
import { type Kernel, storedElsewhere } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import { type Code, type FunctionCode, i32, local } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { Found } from './lanes.ts';
import { elementsOf } from './loops.ts';
import type { Loop, Nest } from './nest.ts';

/** A function (task, buffer): computes a task, which others need not wait for; `buffer` is the thread's own memory. */
export type KernelCode = {
  readonly code: FunctionCode;
  /** How many tasks the kernel is split into. The number of threads does not matter, so that it does not change the results, either. */
  readonly tasks: number;
  /** Bytes of the buffer that it needs. */
  readonly buffer: number;
};

export type KernelContext = {
  readonly stored: ReadonlySet<Value>;
  readonly isWritten: (value: Value) => boolean;
  /** Where a value is in memory, in bytes. */
  readonly addressOf: (value: Value) => number;
  /** The number of a function that kernels share, which is added where it is new. */
  readonly functionOf: FunctionWriter['functionOf'];
  readonly shared: (key: string, write: () => FunctionCode) => number;
  /** Whether the processor multiplies and adds in one instruction. */
  readonly hasRelaxed: boolean;
};

export const TASK = 0;
export const BUFFER = 1;

/** Elements of a task, about: some microseconds of work, next to which handing it out takes no time. */
const GRAIN = 2 ** 14;

/** How the outermost loop is split into tasks. */
export function splitIntoTasks(
  [outermost]: readonly Loop[],
  elements: number,
): { tasks: number; bounds?: { first: Code; end: Code } } {
  if (!outermost || outermost.size <= 1) {
    return { tasks: 1 };
  }
  const { size } = outermost;
  const each = Math.min(size, Math.max(1, Math.ceil((GRAIN * size) / elements)));
  const tasks = Math.ceil(size / each);
  if (tasks === 1) {
    return { tasks };
  }
  const first = i32.mul(local.get(TASK), i32.const(each));
  const end = i32.add(first, i32.const(each));
  const isWhole = size % each === 0;
  const last = i32.const(size);
  return { tasks, bounds: { first, end: isWhole ? end : i32.select(end, last, i32.ltU(end, last)) } };
}

/**
 * Computes the elements of a kernel's results in a nest, and writes those that others need.
 * @param sums the elements of its heads
 */
export function writeResults(
  { heads, results, size }: Kernel,
  { stored, isWritten, addressOf }: Pick<KernelContext, 'stored' | 'isWritten' | 'addressOf'>,
  nest: Nest,
  flat: IndexExpression,
  sums: readonly Found[] = [],
): void {
  const names = new Map<string, Found>();
  function store(value: Value, found: Found): void {
    if (isWritten(value)) {
      nest.store({ address: addressOf(value) }, size, flat, found);
    }
  }
  heads.forEach((head, k) => {
    const sum = sums[k];
    if (sum) {
      names.set(elementKey(head, size === 1 ? literal(0) : flat), sum);
      store(head, sum);
    }
  });
  const scope = {
    target: nest.target,
    names,
    isStored: storedElsewhere({ heads, results }, stored),
  };
  elementsOf(results, flat, scope, store);
}
