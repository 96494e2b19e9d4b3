/**
 * More outputs for an ONNX file that is there already. Protobuf messages that stand one after the other are read as
 * one, merged field by field, so a few bytes after the file's end add outputs to its graph.
 *
 * https://protobuf.dev/programming-guides/encoding/#last-one-wins, and onnx.proto for the numbers of the fields.
 */

const BYTES = 2;
const MODEL_GRAPH = 7;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;

/** @returns the bytes of `model` with the tensors of these names among the outputs of its graph */
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

/** A length-delimited field. */
function field(number: number, content: readonly number[]): number[] {
  return [...varint((number << 3) | BYTES), ...varint(content.length), ...content];
}

/** Seven bits a byte, the least significant first; the eighth says that more come. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
