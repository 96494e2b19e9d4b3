/**
 * Adds outputs, or initializers, to an ONNX file without parsing it. Concatenated protobuf messages are read as one,
 * merged field by field, so bytes appended to the file add to its graph.
 *
 * https://protobuf.dev/programming-guides/encoding/#last-one-wins; onnx.proto has the field numbers.
 */
import { encodeVarint } from '../../../../latent/varint.ts';

const BYTES = 2;
const MODEL_GRAPH = 7;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;
const GRAPH_INITIALIZER = 5;
const TENSOR_DIMS = 1;
const TENSOR_DATA_TYPE = 2;
const TENSOR_NAME = 8;
const TENSOR_RAW_DATA = 9;
const FLOAT32 = 1;

/** @returns the bytes of `model`, with the tensors of these names added to the outputs of its graph */
export function withOutputs(model: ArrayBuffer, names: readonly string[]): Uint8Array<ArrayBuffer> {
  const outputs = names.flatMap((name) =>
    field(GRAPH_OUTPUT, field(VALUE_NAME, [...new TextEncoder().encode(name)])),
  );
  const added = field(MODEL_GRAPH, outputs);
  const whole = new Uint8Array(model.byteLength + added.length);
  whole.set(new Uint8Array(model));
  whole.set(added, model.byteLength);
  return whole;
}

/** @returns the bytes of `model`, with these f32 tensors as the values of the graph inputs of the same names */
export function withInitializers(
  model: ArrayBuffer,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>,
): Uint8Array<ArrayBuffer> {
  const parts = Array.from(tensors, ([name, { shape, data }]) => {
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    const head = [
      ...shape.flatMap((size) => [TENSOR_DIMS << 3, ...encodeVarint(size)]),
      ...[TENSOR_DATA_TYPE << 3, FLOAT32],
      ...field(TENSOR_NAME, [...new TextEncoder().encode(name)]),
      ...lengthOf(TENSOR_RAW_DATA, raw.length),
    ];
    const start = lengthOf(GRAPH_INITIALIZER, head.length + raw.length);
    return [Uint8Array.from([...start, ...head]), raw];
  }).flat();
  const added = parts.reduce((sum, { length }) => sum + length, 0);
  const chunks = [new Uint8Array(model), Uint8Array.from(lengthOf(MODEL_GRAPH, added)), ...parts];
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A length-delimited field. */
function field(number: number, content: readonly number[]): number[] {
  return [...lengthOf(number, content.length), ...content];
}

/** The tag and length before the content of such a field. */
function lengthOf(number: number, bytes: number): number[] {
  return [...encodeVarint((number << 3) | BYTES), ...encodeVarint(bytes)];
}
