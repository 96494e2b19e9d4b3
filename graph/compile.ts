/** From tensors to an ONNX model: only what the outputs need, equal expressions once, in topological order. */
import { encodeModel } from './onnx/encode.ts';
import type { OnnxNode, OnnxTensor, OnnxValue } from './onnx/model.ts';
import type { OnnxDevice, Tensor } from './tensor.ts';

/**
 * The bytes of an ONNX model that computes the named outputs from the named inputs.
 * @param device that composite tensors are expanded for
 * @throws RangeError where two inputs of different shapes, or an input and an output, have the same name
 */
export function compile(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  device: OnnxDevice = 'cpu',
): Uint8Array {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs = new Map<string, OnnxValue>();
  const nameOf = new Map<Tensor, string>();
  const known = new Map<string, string>();

  /** The name of an expression's value; `emit` is called the first time that the expression occurs. */
  function once(expression: string, prefix: string, emit: (name: string) => void): string {
    const before = known.get(expression);
    if (before !== undefined) {
      return before;
    }
    const fresh = `${prefix}${known.size}`;
    known.set(expression, fresh);
    emit(fresh);
    return fresh;
  }

  function visit(tensor: Tensor): string {
    const before = nameOf.get(tensor);
    if (before !== undefined) {
      return before;
    }
    const { expression: source, shape } = tensor;
    let result: string;
    if (source.kind === 'input') {
      const other = inputs.get(source.name);
      if (other && String(other.shape) !== String(shape)) {
        throw new RangeError(`compile: two inputs of different shapes are named ${source.name}`);
      }
      inputs.set(source.name, { name: source.name, type: 'float32', shape });
      result = source.name;
    } else if (source.kind === 'constant') {
      const { data } = source;
      const type = data instanceof Float32Array ? 'float32' : 'int64';
      result = once(`${type}[${shape}]:${data}`, 'c', (fresh) => {
        initializers.push({ name: fresh, type, shape, data });
      });
    } else if (source.kind === 'composite') {
      result = visit(source.expand(device));
    } else {
      const { operator, attributes } = source;
      const from = source.inputs.map(visit);
      result = once(`${operator}(${from})${JSON.stringify(attributes)}`, 't', (fresh) => {
        nodes.push({ operator, inputs: from, outputs: [fresh], attributes });
      });
    }
    nameOf.set(tensor, result);
    return result;
  }

  const results = Object.entries(outputs).map(([output, tensor]): OnnxValue => {
    nodes.push({ operator: 'Identity', inputs: [visit(tensor)], outputs: [output] });
    return { name: output, type: 'float32', shape: tensor.shape };
  });
  const clash = results.find((output) => inputs.has(output.name));
  if (clash) {
    throw new RangeError(`compile: an input and an output are both named ${clash.name}`);
  }
  return encodeModel({ name, nodes, initializers, inputs: [...inputs.values()], outputs: results });
}
