/**
 * Which values are written to memory, and which kernel computes them. Two questions decide how fast a step is: how often
 * the GPU is told to do something (each kernel costs a dispatch), and how many bytes move.
 *
 * 1. `storedValues`: a value is written where others could not compute it on the spot (a sum, a product), where a matrix
 *    product reads it again and again, or where several read it and to read it costs less than what it is made from.
 * 2. `groupKernels`: values of the same size whose elements depend on nothing but the same elements share a kernel; they
 *    follow the product or the sum that they depend on as its epilogue.
 */
import { sizeOf } from '../tensor.ts';
import { coordinatesOf, element, flatOf, type Index, type Target } from './element.ts';
import { type IndexExpression, literal, print, variable } from './index-expression.ts';
import type { Lowered } from './lower.ts';
import { operands, sameMemory, uniformOf, type Value } from './value.ts';
import type { Capabilities } from './value-table.ts';

/**
 * How a kernel that computes element i reads a value: 'same' is its element i, 'single' its only element, 'parts' the parts that are
 * summed to element i.
 */
export type Access = 'same' | 'single' | 'parts' | 'other';

/** Values that one kernel computes. */
export type Kernel = {
  readonly kind: 'elementwise' | 'sum' | 'contraction';
  /** The number of elements of each result. */
  readonly size: number;
  /** The sums or the contraction; their elements are computed first. */
  readonly heads: Value[];
  /** What is computed from their elements, or from memory: each after those that it depends on. */
  readonly results: Value[];
  /** What is read from memory; its own values are not. */
  readonly reads: Map<Value, Access>;
};

/** The variable that counts elements of a kernel's results. */
export function elementIndex(size: number): IndexExpression {
  return variable('i', size);
}

/** A value is read more cheaply than computed where what it is made from is this much larger. */
const WORTH_STORING = 1.5;
/** A value is computed once where at least this many elements are computed from each of its elements. */
const BROADCAST = 4;

function isSource({ operation }: Value): boolean {
  return operation.kind === 'input' || operation.kind === 'constant';
}

/** The value below a chain of views. */
function underViews(value: Value): Value {
  return value.operation.kind === 'view' ? underViews(value.operation.of[0]) : value;
}

export function storedValues({ values, outputs }: Lowered): Set<Value> {
  const stored = new Set<Value>();
  const users = new Map<Value, Set<Value>>();
  for (const value of values) {
    for (const operand of operands(value)) {
      const used = underViews(operand);
      users.set(used, (users.get(used) ?? new Set()).add(value));
    }
  }
  const returned = new Set(Object.values(outputs).map(sameMemory));
  /** What is read from memory to compute a value. */
  const sources = new Map<Value, Set<Value>>();
  for (const value of values) {
    const from = new Set(
      operands(value).flatMap((operand) =>
        stored.has(operand) ? [operand] : [...(sources.get(operand) ?? [])],
      ),
    );
    sources.set(value, from);
    if (uniformOf(value) === undefined && isStored(value, from)) {
      stored.add(value);
    }
  }
  return stored;

  function isStored(value: Value, from: Set<Value>): boolean {
    const { kind } = value.operation;
    if (isSource(value) || kind === 'sum' || kind === 'contraction' || returned.has(value)) {
      return true;
    }
    if (kind === 'view' || kind === 'concat') {
      return false;
    }
    const consumers = [...(users.get(value) ?? [])].filter(({ operation }) => operation.kind !== 'view');
    if (consumers.some(({ operation }) => operation.kind === 'contraction')) {
      return true;
    }
    const size = sizeOf(value.shape);
    const read = [...from].reduce((sum, source) => sum + sizeOf(source.shape), 0);
    const isDear = read > WORTH_STORING * size;
    const isSpread =
      from.size > 1 &&
      consumers.some(({ shape, operation }) => readSize(shape, operation, value) >= BROADCAST * size);
    return (isDear && consumers.length > 1) || isSpread;
  }

  /** How many elements of a value are asked for. */
  function readSize(shape: Value['shape'], operation: Value['operation'], value: Value): number {
    return operation.kind === 'sum'
      ? Math.max(sizeOf(operation.of[0].shape), sizeOf(value.shape))
      : sizeOf(shape);
  }
}

/** How element i of a value, or the elements that a sum or product needs for it, read memory. */
function accesses(value: Value, index: Index, isStored: (value: Value) => boolean): Map<Value, Access> {
  const found = new Map<Value, Access>();
  const own = print(flatOf(index, value.shape));
  function note(other: Value, flat: IndexExpression, isPart: boolean): undefined {
    const access = accessOf(print(flat), own, isPart);
    const before = found.get(other);
    found.set(other, before === undefined || before === access ? access : 'other');
  }
  const target: Target<undefined> = {
    constant: () => undefined,
    read: (other, flat) => note(other, flat, false),
    joined: (parts, flat) => note(parts, flat, true),
    apply: () => undefined,
    inside: () => undefined,
    choose: () => undefined,
  };
  element(value, index, {
    target,
    names: new Map(),
    isStored: (other) => other !== value && isStored(other),
  });
  return found;
}

function accessOf(place: string, own: string, ofPart: boolean): Access {
  if (place === own) {
    return ofPart ? 'parts' : 'same';
  }
  return place === '0u' && !ofPart ? 'single' : 'other';
}

/** The number of terms of a sum. */
export function termsOf({ shape, operation }: Value): number {
  if (operation.kind !== 'sum') {
    throw new Error('not a sum');
  }
  return sizeOf(operation.of[0].shape) / sizeOf(shape);
}

/** The indices of a sum's operand: those of the kept axes from the result's, and those of the summed axes from `k`. */
export function summedIndex(
  head: Value,
  flat: IndexExpression,
  k = variable('k', termsOf(head)),
): { index: Index; terms: number } {
  const { shape, operation } = head;
  if (operation.kind !== 'sum') {
    throw new Error('not a sum');
  }
  const below = operation.of[0].shape;
  const terms = termsOf(head);
  const along = below.map((size, axis) => (shape[axis] === size ? 1 : size));
  const kept = coordinatesOf({ flat }, shape);
  const summed = coordinatesOf({ flat: k }, along);
  return {
    index: {
      coordinates: below.map((_, axis) => ((along[axis] ?? 1) > 1 ? summed[axis] : kept[axis]) ?? literal(0)),
    },
    terms,
  };
}

/** What a sum or contraction reads: never "the same element", since a thread reads many. */
function headReads(head: Value, isStored: (value: Value) => boolean): Value[] {
  const found = new Set<Value>();
  for (const operand of operands(head)) {
    const seen = new Set<Value>();
    (function visit(value: Value): void {
      if (seen.has(value) || uniformOf(value) !== undefined) {
        return;
      }
      seen.add(value);
      if (isStored(value)) {
        found.add(value);
      } else {
        operands(value).forEach(visit);
      }
    })(operand);
  }
  return [...found];
}

/** Kernels in an order in which each follows what it reads. */
export function groupKernels(
  { values }: Lowered,
  stored: ReadonlySet<Value>,
  { joinsProducts }: Pick<Capabilities, 'joinsProducts'>,
): Kernel[] {
  const isStored = (value: Value): boolean => stored.has(value);
  const kernels: Kernel[] = [];
  /** Which kernel computes a value; what is not computed is there before the first. */
  const home = new Map<Value, number>();
  const homeOf = (value: Value): number => home.get(value) ?? -1;

  function join(kernel: Kernel, position: number, value: Value, reads: Iterable<[Value, Access]>): void {
    home.set(value, position);
    for (const [other, access] of reads) {
      if (homeOf(other) !== position) {
        const before = kernel.reads.get(other);
        kernel.reads.set(other, before === undefined || before === access ? access : 'other');
      }
    }
  }

  function open(kind: Kernel['kind'], size: number): number {
    kernels.push({ kind, size, heads: [], results: [], reads: new Map() });
    return kernels.length - 1;
  }

  for (const value of values) {
    if (!isStored(value) || isSource(value)) {
      continue;
    }
    const { operation } = value;
    if (operation.kind === 'sum' || operation.kind === 'contraction') {
      const reads = headReads(value, isStored);
      const ready = Math.max(-1, ...reads.map(homeOf)) + 1;
      const size = sizeOf(value.shape);
      const shared =
        operation.kind === 'sum'
          ? kernels.findIndex(
              ({ heads: [head] }, k) => k >= ready && head !== undefined && sumsAlike(head, value),
            )
          : -1;
      const position = shared >= 0 ? shared : open(operation.kind, size);
      const kernel = kernels[position] as Kernel;
      kernel.heads.push(value);
      join(
        kernel,
        position,
        value,
        reads.map((read) => [read, 'other']),
      );
      continue;
    }
    const size = sizeOf(value.shape);
    const reads = accesses(value, { flat: elementIndex(size) }, isStored);
    const ready = Math.max(
      0,
      ...[...reads].map(([read, access]) => homeOf(read) + (access === 'same' ? 0 : 1)),
    );
    let position = kernels.findIndex(
      (kernel, k) =>
        k >= ready &&
        kernel.size === size &&
        (kernel.kind === 'elementwise' ||
          ((joinsProducts || kernel.kind === 'sum') && [...reads.keys()].some((read) => homeOf(read) === k))),
    );
    if (position < 0) {
      position = open('elementwise', size);
    }
    const kernel = kernels[position] as Kernel;
    kernel.results.push(value);
    join(kernel, position, value, reads);
  }
  return kernels;
}

/** Whether two sums go over the same axes of tensors of the same shape. */
function sumsAlike(a: Value, b: Value): boolean {
  return (
    a.operation.kind === 'sum' &&
    b.operation.kind === 'sum' &&
    String(a.operation.axes) === String(b.operation.axes) &&
    String(a.operation.of[0].shape) === String(b.operation.of[0].shape)
  );
}

/** Whether a value is in memory, and not one that the kernel computes itself. */
export function storedElsewhere(
  { heads, results }: Pick<Kernel, 'heads' | 'results'>,
  stored: ReadonlySet<Value>,
): (value: Value) => boolean {
  const own = new Set([...heads, ...results]);
  return (value) => stored.has(value) && !own.has(value);
}
