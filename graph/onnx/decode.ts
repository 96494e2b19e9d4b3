/**
 * Reads ONNX files. Field numbers are those of onnx.proto. Names of nodes, documentation and inferred shapes are ignored;
 * what cannot be ignored without changing the meaning is refused by name.
 */

import { printShape, sizeOf } from '../tensor.ts';
import { ELEMENT_TYPES, type Elements, elementBytes, elementsOf, elementType } from './element-types.ts';
import type { Attribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './model.ts';
import { type Message, readMessage } from './protobuf-decode.ts';

/** Fields of TensorProto that hold elements in place of raw_data. */
const FLOAT_DATA = 4;
const INT32_DATA = 5;
const INT64_DATA = 7;
const EXTERNAL = 1;

function typeOf(code: number | undefined, what: string) {
  const type = elementType(code);
  if (!type) {
    throw new Error(`${what} has elements of type ${code ?? 'none'}; ${ELEMENT_TYPES.join(', ')} are read`);
  }
  return type;
}

/** A tensor's elements, from the field that holds them. */
function dataOf(message: Message, type: OnnxTensor['type']): Elements {
  const raw = message.bytes(9);
  if (raw) {
    if (raw.length % elementBytes(type) !== 0) {
      throw new Error(
        `${message.what} has ${raw.length} bytes, which is not a whole number of ${type} elements`,
      );
    }
    return elementsOf(type, raw);
  }
  if (type === 'float32') {
    return message.floats(FLOAT_DATA);
  }
  if (type === 'int64') {
    return BigInt64Array.from(message.integers(INT64_DATA));
  }
  const small = message.integers(INT32_DATA).map(Number);
  if (type === 'int32') {
    return Int32Array.from(small);
  }
  if (type === 'int8') {
    return Int8Array.from(small);
  }
  if (type === 'uint8' || type === 'bool') {
    return Uint8Array.from(small);
  }
  if (type === 'float16') {
    return new Float16Array(Uint16Array.from(small).buffer);
  }
  throw new Error(`${message.what} has its ${type} elements in another field than raw_data`);
}

function tensorOf(message: Message): OnnxTensor {
  const name = message.string(8);
  const what = name === '' ? message.what : `${message.what} ${name}`;
  if (message.integer(14) === EXTERNAL || message.has(13)) {
    throw new Error(
      `${what} keeps its data in another file; save the model in one file (onnx.save with save_as_external_data=False)`,
    );
  }
  if (message.has(3)) {
    throw new Error(`${what} is stored in segments, which are not supported`);
  }
  const shape = message.integers(1).map(Number);
  if (!shape.every((size) => size >= 0 && Number.isSafeInteger(size))) {
    throw new Error(`${what} has the impossible shape ${printShape(shape)}`);
  }
  const type = typeOf(message.integer(2), what);
  const data = dataOf(message, type);
  if (data.length !== sizeOf(shape)) {
    throw new Error(`${what} ${printShape(shape)} takes ${sizeOf(shape)} elements, but holds ${data.length}`);
  }
  return { name, type, shape, data };
}

/** Readers by AttributeProto.AttributeType. */
const ATTRIBUTE: Readonly<Record<number, (message: Message) => Attribute>> = {
  1: (message) => {
    const [value] = message.floats(2);
    return { float: value ?? 0 };
  },
  2: (message) => message.integer(3) ?? 0,
  3: (message) => message.string(4),
  4: (message) => {
    const tensor = message.message(5, `${message.what}: the tensor`);
    if (!tensor) {
      throw new Error(`${message.what} has the type tensor, but no tensor`);
    }
    return { tensor: tensorOf(tensor) };
  },
  6: (message) => ({ floats: [...message.floats(7)] }),
  7: (message) => message.integers(8).map(Number),
};

function nodeOf(message: Message, source: string): OnnxNode {
  const operator = message.string(4);
  const domain = message.string(7);
  const outputs = message.strings(2);
  const what = `${source}: the ${operator || 'nameless'} node that gives ${outputs.join(', ') || 'nothing'}`;
  const attributes = message.messages(5, what).map((attribute): [string, Attribute] => {
    const named = { ...attribute, what: `${what}: ${attribute.string(1)}` };
    const read = ATTRIBUTE[attribute.integer(20) ?? 0];
    if (!read || attribute.has(21)) {
      throw new Error(
        `${named.what} is not a number, list of numbers, string or tensor; other attributes are not supported`,
      );
    }
    return [attribute.string(1), read(named)];
  });
  return {
    operator,
    inputs: message.strings(1),
    outputs,
    attributes: Object.fromEntries(attributes),
    ...(domain === '' || domain === 'ai.onnx' ? {} : { domain }),
  };
}

/** A graph's input or output; dimensions that are neither numbers nor named become `?`. */
function inOrOutput(message: Message): OnnxValue {
  const name = message.string(1);
  const what = `${message.what} ${name}`;
  const tensor = message.message(2, what)?.message(1, what);
  const shape = tensor?.message(2, what);
  if (!tensor || !shape) {
    throw new Error(`${what} has no tensor type with a shape; run onnx.shape_inference on the file`);
  }
  return {
    name,
    type: typeOf(tensor.integer(1), what),
    shape: shape.messages(1, what).map((size) => size.integer(1) ?? (size.string(2) || '?')),
  };
}

/**
 * @param bytes of a `.onnx` file
 * @param source what to call it in error messages
 * @throws Error where the bytes are damaged, or use what is not supported: external data, functions, sparse tensors, subgraphs
 */
export function decodeModel(bytes: Uint8Array, source: string): OnnxModel {
  const model = readMessage(bytes, source);
  const graph = model.message(7, `${source}: the graph`);
  if (!graph) {
    throw new Error(`${source} has no ONNX graph`);
  }
  if (model.has(25)) {
    throw new Error(`${source} defines functions of its own; inline them (onnx.inliner)`);
  }
  if (graph.has(15)) {
    throw new Error(`${source} has sparse initializers, which are not supported`);
  }
  const opsets = model.messages(8, `${source}: an operator set`).map((set) => ({
    domain: set.string(1),
    version: set.integer(2) ?? 0,
  }));
  const standard = opsets.filter(({ domain }) => domain === '' || domain === 'ai.onnx');
  const [{ version: opset } = { version: 0 }] = standard;
  if (standard.length !== 1 || opset < 1) {
    throw new Error(`${source} must name one version of the standard operator set`);
  }
  const initializers = graph.messages(5, `${source}: the initializer`).map(tensorOf);
  const stored = new Set(initializers.map(({ name }) => name));
  return {
    opset,
    graph: {
      name: graph.string(2),
      nodes: graph.messages(1, `${source}: a node`).map((node) => nodeOf(node, source)),
      initializers,
      // Before IR version 4 initializers had to be listed as inputs too.
      inputs: graph
        .messages(11, `${source}: the input`)
        .map(inOrOutput)
        .filter(({ name }) => !stored.has(name)),
      outputs: graph.messages(12, `${source}: the output`).map(inOrOutput),
    },
  };
}
