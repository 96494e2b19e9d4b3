/** Makes values, each of equal ones once, and leaves out arithmetic that changes nothing. */
import { type Shape, sameShape, sizeOf } from '../tensor.ts';
import type { Contraction } from './contraction.ts';
import { matrixOf, withoutBorders } from './factor-layout.ts';
import { isElementwise } from './operators.ts';
import { partsOf } from './split-depth.ts';
import { type Operation, sameMemory, uniformOf, type Value, type View } from './value.ts';

/** With fewer sums, one workgroup for each leaves most of a GPU idle: sums of more terms than LONG_SUM are taken in two stages. */
const FEW_SUMS = 128;
const LONG_SUM = 2 ** 14;

/** What differs between a GPU and a CPU. */
export type Capabilities = {
  /** Whether thousands of threads want work, so that long sums and deep products are taken in parts. */
  readonly manyThreads: boolean;
  /** Whether what follows a product element by element rides along in its kernel. */
  readonly joinsProducts: boolean;
  /**
   * With 'found', kernels of products find the elements of their factors and of their results by index arithmetic. Otherwise the
   * first factor is laid out as a matrix and the second has zeros around it (`factor-layout.ts`), and the result is a matrix whose
   * rows have a multiple of `columns` elements. Elements are read `neighbours` at a time.
   */
  readonly products: 'found' | { readonly columns: number; readonly neighbours: number };
};

/** The second operand that changes nothing; of Mul and Add the first operand, too. */
const NEUTRAL: Readonly<Record<string, number>> = { Mul: 1, Div: 1, Add: 0, Sub: 0 };

export function openValueTable(capabilities: Capabilities) {
  const values: Value[] = [];
  const known = new Map<string, Value>();

  function make(shape: Shape, operation: Operation, key: string): Value {
    const whole = `${key}[${shape}]`;
    const before = known.get(whole);
    if (before) {
      return before;
    }
    const value: Value = { id: values.length, shape, operation };
    values.push(value);
    known.set(whole, value);
    return value;
  }

  function constant(shape: Shape, data: Float32Array): Value {
    const first = data[0] ?? 0;
    const same = data.every((element) => element === first);
    const kept = same ? data.slice(0, 1) : data;
    return make(shape, { kind: 'constant', data: kept }, `constant ${kept.join()}`);
  }

  function view(of: Value, shape: Shape, how: View): Value {
    const { operation } = of;
    if (sameShape(of.shape, shape) && how.kind !== 'transpose' && how.kind !== 'pad') {
      return of;
    }
    const uniform = uniformOf(of);
    if (uniform !== undefined && how.kind !== 'pad') {
      return constant(shape, Float32Array.of(uniform));
    }
    if (how.kind === 'reshape' && operation.kind === 'view' && operation.view.kind === 'reshape') {
      return view(operation.of[0], shape, how);
    }
    return make(shape, { kind: 'view', view: how, of: [of] }, `${JSON.stringify(how)}(${of.id})`);
  }

  /** @param parameter the slope of Leaky ReLU */
  function elementwise(operator: string, of: readonly Value[], shape: Shape, parameter?: number): Value {
    if (!isElementwise(operator)) {
      throw new Error(`there is no kernel for the operator ${operator}`);
    }
    const [a, b] = of;
    // The gradient of a loss starts as 1, and a mean over one element is that element.
    const neutral = NEUTRAL[operator];
    if (a && b && neutral !== undefined) {
      if (uniformOf(b) === neutral && sameShape(a.shape, shape)) {
        return a;
      }
      if (
        uniformOf(a) === neutral &&
        sameShape(b.shape, shape) &&
        (operator === 'Mul' || operator === 'Add')
      ) {
        return b;
      }
    }
    return make(
      shape,
      { kind: 'elementwise', operator, parameter, of },
      `${operator} ${parameter}(${of.map(({ id }) => id)})`,
    );
  }

  function sum(of: Value, axes: readonly number[]): Value {
    const shape = of.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    if (sameShape(shape, of.shape)) {
      return of;
    }
    const [outer = 0, ...inner] = axes.filter((axis) => of.shape[axis] !== 1).sort((a, b) => a - b);
    const sums = sizeOf(shape);
    if (
      capabilities.manyThreads &&
      inner.length > 0 &&
      sums < FEW_SUMS &&
      sizeOf(of.shape) / sums > LONG_SUM
    ) {
      return sum(sum(of, inner), [outer]);
    }
    return make(shape, { kind: 'sum', axes, of: [of] }, `sum ${axes}(${of.id})`);
  }

  /** A product of factors that are laid out; its result is a view of a matrix. */
  function contractLaidOut(
    found: Contraction,
    a: Value,
    b: Value,
    shape: Shape,
    { columns: step, neighbours }: { columns: number; neighbours: number },
  ): Value {
    const { batch, rows, columns, result } = found;
    const first = matrixOf(found, a.shape);
    const { before, shape: padded, contraction } = withoutBorders(found, b.shape, neighbours);
    const ordered = first.isInOrder
      ? view(a, first.shape, { kind: 'reshape' })
      : make(first.shape, { kind: 'view', view: first.view, of: [a] }, `matrix ${found.key}(${a.id})`);
    const left = hasMemory(sameMemory(ordered)) ? ordered : copyOf(ordered);
    const right = sameShape(padded, b.shape) ? b : copyOf(view(b, padded, { kind: 'pad', before }));
    const width = Math.ceil(columns / step) * step;
    const whole = make(
      [batch, rows, width],
      { kind: 'contraction', contraction, parts: 1, of: [left, right] },
      `${found.key}(${left.id}, ${right.id})`,
    );
    const cropped = crop(whole, [batch, rows, columns]);
    const split = view(cropped, result.split, { kind: 'reshape' });
    const turned = result.order.every((axis, i) => axis === i)
      ? split
      : view(
          split,
          result.order.map((axis) => result.split[axis] ?? 1),
          { kind: 'transpose', order: result.order },
        );
    return crop(view(turned, result.shape, { kind: 'reshape' }), shape);
  }

  function crop(of: Value, shape: Shape): Value {
    return view(of, shape, { kind: 'slice', starts: shape.map(() => 0), steps: shape.map(() => 1) });
  }

  /**
   * A copy in memory, where a product reads it or an output has it.
   * @param user gets a copy of its own; without one, the copy is shared
   */
  function copyOf(of: Value, user = ''): Value {
    return make(
      of.shape,
      { kind: 'elementwise', operator: 'Identity', parameter: undefined, of: [of] },
      `copy(${of.id})${user}`,
    );
  }

  function contract(whole: Contraction, a: Value, b: Value, shape: Shape): Value {
    if (capabilities.products !== 'found') {
      return contractLaidOut(whole, a, b, shape, capabilities.products);
    }
    const parts = capabilities.manyThreads ? partsOf(whole) : 1;
    const value = make(
      parts === 1 ? shape : [parts, ...shape],
      { kind: 'contraction', contraction: whole, parts, of: [a, b] },
      `${whole.key}(${a.id}, ${b.id})`,
    );
    return parts === 1 ? value : make(shape, { kind: 'join', of: [value] }, `join(${value.id})`);
  }

  return { values, make, constant, view, elementwise, sum, contract, copyOf };
}

/** Whether a value has memory of its own where a product reads it. */
function hasMemory(value: Value): boolean {
  const { kind } = value.operation;
  return kind !== 'view' && kind !== 'concat' && uniformOf(value) === undefined;
}
