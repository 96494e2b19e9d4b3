/**
 * The part of the protobuf wire format that ONNX files need: varints, length-delimited fields and 32-bit floats.
 * Source: protobuf.dev, "Encoding". Messages are built as nested chunks and joined once.
 */

import { encodeVarint64 } from '../../latent/code/varint.ts';
import { byteLength, type Chunk } from '../chunks.ts';

const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;
const WIRE_FIXED32 = 5;

const utf8 = new TextEncoder();

/** A varint; a negative one in 64-bit two's complement, as protobuf's int64 is. */
function varint(value: number | bigint): Uint8Array {
  return Uint8Array.from(encodeVarint64(BigInt(value)));
}

function key(field: number, wire: number): Uint8Array {
  return varint((field << 3) | wire);
}

export function integer(field: number, value: number | bigint): Chunk {
  return [key(field, WIRE_VARINT), varint(value)];
}

export function float(field: number, value: number): Chunk {
  return [key(field, WIRE_FIXED32), new Uint8Array(Float32Array.of(value).buffer)];
}

/** A bytes field, or an embedded message given as its fields. */
export function message(field: number, content: Chunk): Chunk {
  return [key(field, WIRE_LENGTH), varint(byteLength(content)), content];
}

export function string(field: number, value: string): Chunk {
  return message(field, utf8.encode(value));
}
