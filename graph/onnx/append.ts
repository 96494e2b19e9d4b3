/**
 * Adds outputs, or initializers, to an ONNX file without parsing it. Concatenated protobuf messages are read as one,
 * merged field by field, so bytes appended to the file add to its graph.
 *
 * https://protobuf.dev/programming-guides/encoding/#last-one-wins; onnx.proto has the field numbers.
 */
import { type Chunk, joinChunks } from '../chunks.ts';
import type { Shape } from '../tensor.ts';
import { tensorFields } from './encode.ts';
import { message, string } from './protobuf-encode.ts';

const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;

function append(model: ArrayBuffer, fields: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  return joinChunks([new Uint8Array(model), message(MODEL_GRAPH, fields)]);
}

/** @returns the bytes of `model`, with the tensors of these names added to the outputs of its graph */
export function withOutputs(model: ArrayBuffer, names: readonly string[]): Uint8Array<ArrayBuffer> {
  return append(
    model,
    names.map((name) => message(GRAPH_OUTPUT, string(VALUE_NAME, name))),
  );
}

/** @returns the bytes of `model`, with these f32 tensors as the values of the graph inputs of the same names */
export function withInitializers(
  model: ArrayBuffer,
  tensors: ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }>,
): Uint8Array<ArrayBuffer> {
  return append(
    model,
    Array.from(tensors, ([name, { shape, data }]) =>
      message(GRAPH_INITIALIZER, tensorFields({ name, type: 'float32', shape, data })),
    ),
  );
}
