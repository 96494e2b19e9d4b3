/**
 * The share code: a lossless encoding of a face as a short text for links.
 *
 *     byte 0      version 1 in the high nibble; kind in the low: 0 seed, 1 seed + edits, 2 latent, 3 class
 *     bytes 1–3   the model's tag: the first 3 bytes of the SHA-256 of its generator
 *     kind 0      the seed, an unsigned varint (LEB128), 0 … 2^53 − 1
 *     kind 1      the seed, then 1 … 16 pairs (direction u8, amount i8 in 1/32), sorted, no zero amount
 *     kind 2      z, one i8 a dimension in 1/32; of a conditional model z and then y
 *     kind 3      a class, u8, the seed as in kind 0, then no edits, or 1 … 16 as in kind 1
 *     last 2      CRC-16/CCITT-FALSE of all before, the high byte first
 *
 * in base64url without padding. Each face has exactly one code: non-canonical encodings are refused.
 *
 * A seed of a conditional model has kind 0 or 1 where its class is not chosen, and is drawn by the seed (`classOfSeed`). So faces have
 * the codes that they had before there were classes.
 *
 * A CRC does not detect zero bytes appended to the end. After a seed of kind 0 they are refused as left over, in a latent vector
 * `latentFromFace` refuses the extra dimensions, and in kinds 1 and 3 one zero byte is refused as half an edit, while two may
 * pass as one more edit.
 */

import { checkFace, type Edit, type Face, MAX_EDITS, STEPS_PER_UNIT } from '../face.ts';
import { MAX_SEED } from '../seed/seed.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { CodeError } from './code-error.ts';
import { crc16 } from './crc16.ts';
import { decodeVarint, encodeVarint } from './varint.ts';

export { CodeError } from './code-error.ts';

const VERSION = 1;
const KIND_SEED = 0;
const KIND_EDITS = 1;
const KIND_LATENT = 2;
const KIND_CLASS = 3;

const CONTENT_AT = 4;
const CHECKSUM_BYTES = 2;
/** 53 bits, 7 in each byte. */
const MAX_SEED_BYTES = 8;
/** The length of the code of a seed below 128. */
const LEAST_BYTES = CONTENT_AT + 1 + CHECKSUM_BYTES;

/** An amount or a dimension of z as an i8 in 1/32, in two's complement. */
function gridByte(value: number): number {
  return (value * STEPS_PER_UNIT) & 0xff;
}

function gridValue(byte: number): number {
  return ((byte << 24) >> 24) / STEPS_PER_UNIT;
}

function kindOf(face: Face): number {
  if (face.kind === 'latent') {
    return KIND_LATENT;
  }
  if (face.class !== undefined) {
    return KIND_CLASS;
  }
  return face.edits.length === 0 ? KIND_SEED : KIND_EDITS;
}

function contentOf(face: Face): number[] {
  if (face.kind === 'latent') {
    return Array.from(face.z, gridByte);
  }
  return [
    ...(face.class === undefined ? [] : [face.class]),
    ...encodeVarint(face.seed),
    ...face.edits.flatMap(({ direction, amount }) => [direction, gridByte(amount)]),
  ];
}

/**
 * The share code of a face: 10 to 19 characters for a seed, 1 or 2 more for a class, 2 or 3 for each edit, 142 for a z of 100 dimensions.
 *
 * @throws RangeError as `checkFace`; `seedFace` and `latentFace` make valid faces
 *
 * @example
 * encodeFace({ model: '1a2b3c', kind: 'seed', seed: 42, edits: [] });
 */
export function encodeFace(face: Face): string {
  checkFace(face);
  const tag = Number.parseInt(face.model, 16);
  const head = [(VERSION << 4) | kindOf(face), tag >> 16, (tag >> 8) & 0xff, tag & 0xff];
  const bytes = [...head, ...contentOf(face)];
  const checksum = crc16(Uint8Array.from(bytes));
  return toBase64url(Uint8Array.from([...bytes, checksum >> 8, checksum & 0xff]));
}

/** The seed at an index, and the index of the byte after it. */
function readSeed(bytes: Uint8Array, start: number): { seed: number; end: number } {
  const { value, end, complete } = decodeVarint(bytes, start);
  const last = end - 1;
  if (complete && bytes[last] === 0 && last > start) {
    throw new CodeError('content', last, 'the seed ends with a zero byte');
  }
  if (value > MAX_SEED || end > start + MAX_SEED_BYTES) {
    throw new CodeError('content', last, 'the seed is larger than 2^53 − 1');
  }
  if (!complete) {
    throw new CodeError('length', bytes.length, 'the seed does not end');
  }
  return { seed: value, end };
}

/** All from an index on; there may be none. */
function readEdits(bytes: Uint8Array, start: number): Edit[] {
  const end = start + 2 * MAX_EDITS;
  if (bytes.length > end) {
    throw new CodeError('length', end, `there are more than ${MAX_EDITS} edits`);
  }
  const edits: Edit[] = [];
  let previous = -1;
  for (let at = start; at < bytes.length; at += 2) {
    const direction = bytes[at] ?? 0;
    const amount = bytes[at + 1];
    if (direction <= previous) {
      throw new CodeError(
        'content',
        at,
        `direction ${direction} after ${previous}: directions have to increase`,
      );
    }
    if (amount === undefined) {
      throw new CodeError('length', at + 1, `direction ${direction} has no amount`);
    }
    if (amount === 0) {
      throw new CodeError('content', at + 1, `the amount of direction ${direction} is 0`);
    }
    edits.push({ direction, amount: gridValue(amount) });
    previous = direction;
  }
  return edits;
}

/** Decodes an intact code of version 1. `bytes` exclude the checksum. */
function readFace(bytes: Uint8Array): Face {
  const model = Array.from(bytes.subarray(1, CONTENT_AT), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  const kind = (bytes[0] ?? 0) & 0xf;
  if (kind === KIND_LATENT) {
    return { model, kind: 'latent', z: Float32Array.from(bytes.subarray(CONTENT_AT), gridValue) };
  }
  if (kind === KIND_CLASS) {
    const { seed, end } = readSeed(bytes, CONTENT_AT + 1);
    return { model, kind: 'seed', seed, edits: readEdits(bytes, end), class: bytes[CONTENT_AT] ?? 0 };
  }
  if (kind !== KIND_SEED && kind !== KIND_EDITS) {
    throw new CodeError('kind', 0, `kind ${kind} is not defined`);
  }
  const { seed, end } = readSeed(bytes, CONTENT_AT);
  if (kind === KIND_EDITS) {
    if (end === bytes.length) {
      throw new CodeError('length', end, 'there are no edits');
    }
    return { model, kind: 'seed', seed, edits: readEdits(bytes, end) };
  }
  if (end < bytes.length) {
    throw new CodeError('length', end, `${bytes.length - end} bytes are left over after the seed`);
  }
  return { model, kind: 'seed', seed, edits: [] };
}

/**
 * Decodes a share code. `encodeFace` of the result gives the same code. Whether the face's model exists is not checked;
 * `findModel` does that.
 *
 * @throws CodeError where the text is not a share code
 */
export function decodeFace(code: string): Face {
  const bytes = fromBase64url(code);
  if (bytes.length < LEAST_BYTES) {
    throw new CodeError(
      'length',
      bytes.length,
      `a code has at least ${LEAST_BYTES} bytes, this one ${bytes.length}`,
    );
  }
  const checksumAt = bytes.length - CHECKSUM_BYTES;
  // The CRC of a message followed by its own CRC is 0.
  if (crc16(bytes) !== 0) {
    throw new CodeError('checksum', checksumAt, 'the checksum does not match: the code is damaged');
  }
  const version = (bytes[0] ?? 0) >> 4;
  if (version !== VERSION) {
    throw new CodeError('version', 0, `version ${version} is not defined, only ${VERSION}`);
  }
  return readFace(bytes.subarray(0, checksumAt));
}

/** As `decodeFace`, but null where the text is not a share code. */
export function decodeFaceOrNull(code: string): Face | null {
  try {
    return decodeFace(code);
  } catch (error) {
    if (error instanceof CodeError) {
      return null;
    }
    throw error;
  }
}

/** No known model has the tag of a face: the code is intact, but may come from another site. */
export class UnknownModelError extends Error {
  override readonly name = 'UnknownModelError';
  readonly tag: string;

  constructor(tag: string) {
    super(`there is no model with the tag ${tag}`);
    this.tag = tag;
  }
}

/**
 * The model with a tag.
 *
 * @throws UnknownModelError where none has it
 */
export function findModel<Tagged extends { readonly tag: string }>(
  models: Iterable<Tagged>,
  tag: string,
): Tagged {
  for (const model of models) {
    if (model.tag === tag) {
      return model;
    }
  }
  throw new UnknownModelError(tag);
}
