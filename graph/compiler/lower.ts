/** From tensors to values: equal ones once, operators sorted by kind, and arithmetic that changes nothing left out. */
import type { Attribute } from '../onnx/model.ts';
import { type Shape, sameShape, sizeOf, type Tensor } from '../tensor.ts';
import {
  type Contraction,
  convolution,
  filterGradient,
  matrixProduct,
  transposedConvolution,
} from './contraction.ts';
import { matrixOf, withoutBorders } from './factor-layout.ts';
import { isElementwise } from './operators.ts';
import { type Operation, sameMemory, uniformOf, type Value, type View } from './value.ts';

/** With fewer sums, one workgroup for each leaves most of a GPU idle: sums of more terms than LONG_SUM are taken in two stages. */
const FEW_SUMS = 128;
const LONG_SUM = 2 ** 14;

/** Named values, with everything that they are computed from, in topological order. */
export type Lowered = {
  readonly values: readonly Value[];
  readonly outputs: Readonly<Record<string, Value>>;
};

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

/** @throws Error that names an operator that has no kernel here */
export function lower(outputs: Readonly<Record<string, Tensor>>, capabilities: Capabilities): Lowered {
  const values: Value[] = [];
  const known = new Map<string, Value>();
  const lowered = new Map<Tensor, Value>();
  const rectified = rectifiedTensors(Object.values(outputs));

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

  function elementwise(operator: string, of: readonly Value[], shape: Shape, attributes: Attributes): Value {
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
    const parameter = operator === 'LeakyRelu' ? floatOf(attributes.alpha) : undefined;
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

  function node(operator: string, tensor: Tensor, inputs: readonly Tensor[], attributes: Attributes): Value {
    const { shape } = tensor;
    const [x, y] = inputs.filter(({ type }) => type === 'float32').map(visit);
    if (!x) {
      throw new Error(`kernels: the operator ${operator} has no operand`);
    }
    function two(): Value {
      if (!y) {
        throw new Error(`kernels: the operator ${operator} has one operand`);
      }
      return y;
    }
    const geometry = () => ({
      stride: listOf(attributes.strides)[0] ?? 1,
      padding: listOf(attributes.pads)[0] ?? 0,
    });
    switch (operator) {
      case 'Identity':
        return x;
      case 'Reshape':
        return view(x, shape, { kind: 'reshape' });
      case 'Expand':
        return view(x, shape, { kind: 'broadcast' });
      case 'Transpose':
        return view(x, shape, { kind: 'transpose', order: listOf(attributes.perm) });
      case 'Slice':
        return view(x, shape, sliceOf(x.shape, inputs.slice(1)));
      case 'Pad':
        return view(x, shape, { kind: 'pad', before: integersOf(inputs[1]).slice(0, shape.length) });
      case 'Concat': {
        const of = inputs.map(visit);
        const axis = Number(attributes.axis);
        return make(shape, { kind: 'concat', axis, of }, `concat ${axis}(${of.map(({ id }) => id)})`);
      }
      case 'ReduceSum':
        return sum(x, integersOf(inputs[1]));
      case 'MatMul':
        return contract(matrixProduct(x.shape, two().shape, shape), x, two(), shape);
      case 'Conv':
        return contract(convolution(x.shape, two().shape, shape, geometry()), two(), x, shape);
      case 'ConvTranspose':
        return contract(transposedConvolution(x.shape, two().shape, shape, geometry()), two(), x, shape);
      case 'FilterGradient':
        return contract(filterGradient(x.shape, two().shape, shape, geometry()), two(), x, shape);
      case 'HardSigmoid': {
        // Whether x > 0 shows in max(x, 0) too, and in Leaky ReLU; so that x itself need not be kept for the way back.
        const other = inputs[0] && rectified.get(inputs[0]);
        return elementwise(operator, [other ? visit(other) : x], shape, attributes);
      }
      default:
        return elementwise(operator, inputs.map(visit), shape, attributes);
    }
  }

  function visit(tensor: Tensor): Value {
    const before = lowered.get(tensor);
    if (before) {
      return before;
    }
    const { expression, shape } = tensor;
    let value: Value;
    switch (expression.kind) {
      case 'input':
        value = make(shape, { kind: 'input', name: expression.name }, `input ${expression.name}`);
        break;
      case 'constant':
        value = constant(shape, Float32Array.from(expression.data, Number));
        break;
      case 'composite':
        value = visit(expression.expand('webgpu'));
        break;
      case 'node':
        value = node(expression.operator, tensor, expression.inputs, expression.attributes);
        break;
    }
    lowered.set(tensor, value);
    return value;
  }

  /** Values that are outputs already. */
  const returned = new Set<Value>();
  /** An output has memory of its own, also where it is an input, a constant, or an output by another name. */
  function result(name: string, tensor: Tensor): Value {
    const value = visit(tensor);
    const own = sameMemory(value);
    const { kind } = own.operation;
    const isTaken = kind === 'input' || kind === 'constant' || returned.has(own);
    returned.add(own);
    return isTaken ? copyOf(value, ` for ${name}`) : value;
  }

  const results = Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => [name, result(name, tensor)]),
  );
  return { values: reachable(values, Object.values(results)), outputs: results };
}

type Attributes = Readonly<Record<string, Attribute>>;

/** The second operand that changes nothing; of Mul and Add the first operand, too. */
const NEUTRAL: Readonly<Record<string, number>> = { Mul: 1, Div: 1, Add: 0, Sub: 0 };

function integersOf(tensor: Tensor | undefined): number[] {
  const { expression } = tensor ?? {};
  if (expression?.kind !== 'constant') {
    throw new Error('kernels: axes and sizes have to be constants');
  }
  return Array.from(expression.data, Number);
}

function listOf(attribute: Attribute | undefined): readonly number[] {
  return Array.isArray(attribute) ? attribute : [];
}

function floatOf(attribute: Attribute | undefined): number {
  return typeof attribute === 'object' && 'float' in attribute ? attribute.float : Number.NaN;
}

/** From the inputs of ONNX's Slice after the first: starts, ends, axes and steps. */
function sliceOf(shape: Shape, [starts, , axes, steps]: readonly Tensor[]): View {
  const [from, along] = [integersOf(starts), integersOf(axes)];
  const by = steps ? integersOf(steps) : along.map(() => 1);
  const entry = (list: readonly number[], axis: number, otherwise: number): number =>
    along.includes(axis) ? (list[along.indexOf(axis)] ?? otherwise) : otherwise;
  return {
    kind: 'slice',
    starts: shape.map((_, axis) => entry(from, axis, 0)),
    steps: shape.map((_, axis) => entry(by, axis, 1)),
  };
}

/** Whether a value has memory of its own where a product reads it. */
function hasMemory(value: Value): boolean {
  const { kind } = value.operation;
  return kind !== 'view' && kind !== 'concat' && uniformOf(value) === undefined;
}

/** The ReLU or Leaky ReLU of each tensor that has one. */
function rectifiedTensors(outputs: readonly Tensor[]): Map<Tensor, Tensor> {
  const found = new Map<Tensor, Tensor>();
  const seen = new Set<Tensor>();
  const stack = [...outputs];
  for (let tensor = stack.pop(); tensor; tensor = stack.pop()) {
    if (seen.has(tensor)) {
      continue;
    }
    seen.add(tensor);
    stack.push(...tensor.parents);
    const { expression } = tensor;
    if (expression.kind !== 'node') {
      continue;
    }
    stack.push(...expression.inputs);
    const [x] = expression.inputs;
    if (x && (expression.operator === 'Relu' || expression.operator === 'LeakyRelu')) {
      found.set(x, tensor);
    }
  }
  return found;
}

function reachable(values: readonly Value[], from: readonly Value[]): Value[] {
  const needed = new Set<Value>();
  function visit(value: Value): void {
    if (!needed.has(value)) {
      needed.add(value);
      if ('of' in value.operation) {
        value.operation.of.forEach(visit);
      }
    }
  }
  from.forEach(visit);
  return values.filter((value) => needed.has(value));
}

/** The number of workgroups that keeps a large GPU busy. */
const BUSY = 256;
/** Output elements of a workgroup, about. */
const TILE = 64 * 64;
/** The least depth of a part. */
const SHALLOWEST = 512;
const MOST_PARTS = 64;

/**
 * In how many parts a product is taken along its depth ("split-K"). A filter's gradient has few elements and sums over all
 * positions of all images: without parts a handful of workgroups would do all the work, one after the other.
 */
function partsOf({ batch, rows, columns, depth }: Contraction): number {
  const workgroups = Math.ceil((batch * rows * columns) / TILE);
  return Math.max(1, Math.min(Math.floor(BUSY / workgroups), Math.floor(depth / SHALLOWEST), MOST_PARTS));
}
