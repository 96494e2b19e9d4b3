/**
 * The part of the protobuf wire format that ONNX files need: varints, length-delimited fields and 32-bit floats.
 * Source: protobuf.dev, "Encoding". Messages are built as nested chunks and joined once.
 */

/** A field's bytes, or several fields' bytes in order. */
export type Chunk = Uint8Array | readonly Chunk[];

const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;
const WIRE_FIXED32 = 5;

const utf8 = new TextEncoder();

/** LEB128 of a signed 64-bit integer in two's complement, as protobuf's int64 has it. */
function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

function key(field: number, wire: number): Uint8Array {
  return varint((field << 3) | wire);
}

function length(chunk: Chunk): number {
  return chunk instanceof Uint8Array ? chunk.length : chunk.reduce((sum, part) => sum + length(part), 0);
}

export function integer(field: number, value: number | bigint): Chunk {
  return [key(field, WIRE_VARINT), varint(value)];
}

export function float(field: number, value: number): Chunk {
  return [key(field, WIRE_FIXED32), new Uint8Array(Float32Array.of(value).buffer)];
}

/** A bytes field, or an embedded message given as its fields. */
export function message(field: number, content: Chunk): Chunk {
  return [key(field, WIRE_LENGTH), varint(length(content)), content];
}

export function string(field: number, value: string): Chunk {
  return message(field, utf8.encode(value));
}

/** One contiguous copy of all bytes. */
export function join(chunk: Chunk): Uint8Array {
  const bytes = new Uint8Array(length(chunk));
  let offset = 0;
  function write(part: Chunk): void {
    if (part instanceof Uint8Array) {
      bytes.set(part, offset);
      offset += part.length;
    } else {
      part.forEach(write);
    }
  }
  write(chunk);
  return bytes;
}
