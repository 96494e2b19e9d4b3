/** From tensors to values: operators sorted by kind. */
import type { Tensor } from '../tensor.ts';
import { convolution, filterGradient, matrixProduct, transposedConvolution } from './contraction.ts';
import { type Attributes, floatOf, integersOf, listOf, sliceOf } from './onnx-attributes.ts';
import { sameMemory, type Value } from './value.ts';
import { type Capabilities, openValueTable } from './value-table.ts';

/** Named values, with everything that they are computed from, in topological order. */
export type Lowered = {
  readonly values: readonly Value[];
  readonly outputs: Readonly<Record<string, Value>>;
};

/** @throws Error that names an operator that has no kernel here */
export function lower(outputs: Readonly<Record<string, Tensor>>, capabilities: Capabilities): Lowered {
  const { values, make, constant, view, elementwise, sum, contract, copyOf } = openValueTable(capabilities);
  const lowered = new Map<Tensor, Value>();
  const rectified = rectifiedTensors(Object.values(outputs));

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
    const alpha = operator === 'LeakyRelu' ? floatOf(attributes.alpha) : undefined;
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
        return elementwise(operator, [other ? visit(other) : x], shape);
      }
      default:
        return elementwise(operator, inputs.map(visit), shape, alpha);
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
