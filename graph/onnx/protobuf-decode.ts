/**
 * Reads what `protobuf-encode.ts` writes. Source: protobuf.dev, "Encoding". Strict, because the files come from elsewhere:
 * what is truncated, malformed or given twice is refused, with its place. Messages are parsed only when they are asked for,
 * so nesting costs nothing.
 */

import { decodeVarint64 } from '../../latent/code/varint.ts';
import { joinChunks } from '../chunks.ts';

const WIRE = ['varint', 'fixed64', 'bytes', undefined, undefined, 'fixed32'] as const;
type Wire = Exclude<(typeof WIRE)[number], undefined>;
/** A field of a message. The bytes are a view, not a copy; those of a varint are its encoding. */
type Field = { readonly field: number; readonly wire: Wire; readonly bytes: Uint8Array };

const FIXED_BYTES = { fixed32: 4, fixed64: 8 } as const;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A message's fields by number, each read as what the reader knows it to be. */
export type Message = {
  /** What it is, for error messages. */
  readonly what: string;
  has(field: number): boolean;
  /**
   * The field's bytes; undefined where it is absent.
   * @throws where it is given twice
   */
  bytes(field: number): Uint8Array | undefined;
  /** `''` where the field is absent. */
  string(field: number): string;
  strings(field: number): string[];
  /**
   * int64 and enums; undefined where the field is absent.
   * @throws where a double cannot hold it
   */
  integer(field: number): number | undefined;
  /** Repeated int64, packed or not. */
  integers(field: number): bigint[];
  /** Repeated float, packed or not. */
  floats(field: number): Float32Array;
  message(field: number, what: string): Message | undefined;
  messages(field: number, what: string): Message[];
};

/** The varint at an offset and the offset after it. */
function varintAt(bytes: Uint8Array, from: number, what: string): { value: bigint; next: number } {
  const { value, end, complete } = decodeVarint64(bytes, from);
  if (complete) {
    return { value, next: end };
  }
  throw new Error(
    end === bytes.length
      ? `${what} is cut short at byte ${bytes.length}`
      : `${what}: the number at byte ${from} is longer than 64 bits`,
  );
}

function fieldsOf(bytes: Uint8Array, what: string): Map<number, Field[]> {
  const fields = new Map<number, Field[]>();
  for (let at = 0; at < bytes.length; ) {
    const key = varintAt(bytes, at, what);
    const field = Number(key.value >> 3n);
    const wire = WIRE[Number(key.value & 7n)];
    if (wire === undefined || field === 0) {
      throw new Error(
        `${what}: there is no protobuf field at byte ${at}; the file is damaged or of another kind`,
      );
    }
    let from = key.next;
    let to: number;
    if (wire === 'varint') {
      to = varintAt(bytes, from, what).next;
    } else if (wire === 'bytes') {
      const length = varintAt(bytes, from, what);
      from = length.next;
      to = from + Number(length.value);
    } else {
      to = from + FIXED_BYTES[wire];
    }
    if (to > bytes.length) {
      throw new Error(`${what}: field ${field} at byte ${at} goes on past the end, byte ${bytes.length}`);
    }
    const found = fields.get(field) ?? [];
    found.push({ field, wire, bytes: bytes.subarray(from, to) });
    fields.set(field, found);
    at = to;
  }
  return fields;
}

/** Packed varints as signed 64-bit integers. */
function varintsOf(bytes: Uint8Array, what: string): bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, next } = varintAt(bytes, at, what);
    values.push(BigInt.asIntN(64, value));
    at = next;
  }
  return values;
}

/**
 * @param bytes of one message, without key and length
 * @param what it is, for error messages: `face.onnx`, `the node Conv_3`
 */
export function readMessage(bytes: Uint8Array, what: string): Message {
  const fields = fieldsOf(bytes, what);
  function all(field: number, ...wires: readonly Wire[]): readonly Field[] {
    const found = fields.get(field) ?? [];
    const odd = found.find(({ wire }) => !wires.includes(wire));
    if (odd) {
      throw new Error(`${what}: field ${field} is stored as ${odd.wire}, not as ${wires.join(' or ')}`);
    }
    return found;
  }
  function single(field: number, wire: Wire): Uint8Array | undefined {
    const [first, second] = all(field, wire);
    if (second) {
      throw new Error(`${what}: field ${field} is given twice`);
    }
    return first?.bytes;
  }
  function text(field: number, content: Uint8Array): string {
    try {
      return utf8.decode(content);
    } catch (cause) {
      throw new Error(`${what}: field ${field} is not UTF-8`, { cause });
    }
  }
  return {
    what,
    has: (field) => fields.has(field),
    bytes: (field) => single(field, 'bytes'),
    string: (field) => text(field, single(field, 'bytes') ?? new Uint8Array()),
    strings: (field) => all(field, 'bytes').map(({ bytes }) => text(field, bytes)),
    integer(field) {
      const digits = single(field, 'varint');
      if (!digits) {
        return undefined;
      }
      const value = Number(BigInt.asIntN(64, varintAt(digits, 0, what).value));
      if (!Number.isSafeInteger(value)) {
        throw new Error(`${what}: field ${field} is ${value}, out of range`);
      }
      return value;
    },
    integers: (field) => all(field, 'varint', 'bytes').flatMap(({ bytes }) => varintsOf(bytes, what)),
    floats(field) {
      const content = joinChunks(all(field, 'fixed32', 'bytes').map(({ bytes }) => bytes));
      if (content.length % 4 !== 0) {
        throw new Error(`${what}: field ${field} is not a whole number of floats`);
      }
      return new Float32Array(content.buffer);
    },
    message(field, inner) {
      const content = single(field, 'bytes');
      return content && readMessage(content, inner);
    },
    messages: (field, inner) => all(field, 'bytes').map(({ bytes }) => readMessage(bytes, inner)),
  };
}
