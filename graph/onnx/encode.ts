/**
 * Writes ONNX files; `decode.ts` reads them. Field numbers and type codes are those of the ONNX IR specification
 * (onnx.proto, IR version 8). Only what generators and training steps use is here.
 */

import { type Chunk, joinChunks } from '../chunks.ts';
import { elementCode } from './element-types.ts';
import type { Attribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './model.ts';
import { float, integer, message, string } from './protobuf-encode.ts';

const IR_VERSION = 8;
/** Opset 17: the last one that every execution provider of ONNX Runtime implements in full. */
const OPSET = 17;

function attribute(name: string, value: Attribute): Chunk {
  const content: Chunk[] = [string(1, name)];
  if (typeof value === 'number') {
    content.push(integer(3, value), integer(20, 2));
  } else if (typeof value === 'string') {
    content.push(string(4, value), integer(20, 3));
  } else if ('float' in value) {
    content.push(float(2, value.float), integer(20, 1));
  } else if ('floats' in value) {
    content.push(...value.floats.map((item) => float(7, item)), integer(20, 6));
  } else if ('tensor' in value) {
    content.push(message(5, tensorFields(value.tensor)), integer(20, 4));
  } else {
    content.push(...value.map((item) => integer(8, item)), integer(20, 7));
  }
  return message(5, content);
}

function node({ operator, domain, inputs, outputs, attributes = {} }: OnnxNode): Chunk {
  return message(1, [
    ...inputs.map((name) => string(1, name)),
    ...outputs.map((name) => string(2, name)),
    string(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ...(domain ? [string(7, domain)] : []),
  ]);
}

/** The fields of a TensorProto. */
export function tensorFields({ name, type, shape, data }: OnnxTensor): Chunk {
  return [
    ...shape.map((size) => integer(1, size)),
    integer(2, elementCode(type)),
    string(8, name),
    message(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}

function value(field: number, { name, type, shape }: OnnxValue): Chunk {
  const dimensions = shape.map((size) =>
    message(1, typeof size === 'number' ? integer(1, size) : string(2, size)),
  );
  const tensorType = [integer(1, elementCode(type)), message(2, dimensions)];
  return message(field, [string(1, name), message(2, message(1, tensorType))]);
}

/** The bytes of a `.onnx` file. Tensor data is little-endian, as on every machine Node runs on. */
export function encodeModel(graph: OnnxGraph, opset = OPSET): Uint8Array {
  const domains = new Set(graph.nodes.map(({ domain }) => domain ?? ''));
  domains.add('');
  return joinChunks([
    integer(1, IR_VERSION),
    string(2, 'dareka'),
    message(7, [
      ...graph.nodes.map(node),
      string(2, graph.name),
      ...graph.initializers.map((initializer) => message(5, tensorFields(initializer))),
      ...graph.inputs.map((input) => value(11, input)),
      ...graph.outputs.map((output) => value(12, output)),
    ]),
    ...[...domains].map((domain) => message(8, [string(1, domain), integer(2, domain === '' ? opset : 1)])),
  ]);
}
