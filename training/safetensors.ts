/**
 * safetensors files: named arrays behind a JSON header. Source: the format's specification,
 * huggingface/safetensors README, "Format". Runs keep 32-bit floats; `exchange/` reads and writes other types too.
 */
import { open, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { sizeOf, type Values } from '../graph/tensor.ts';
import { writeWhole } from './write-whole.ts';

const HEADER_LENGTH_BYTES = 8;
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.string(),
  shape: v.array(count),
  data_offsets: v.tuple([count, count]),
});
const headerSchema = v.objectWithRest(
  { __metadata__: v.optional(v.record(v.string(), v.string()), {}) },
  entrySchema,
);

export type Safetensors = { readonly metadata: Readonly<Record<string, string>>; readonly tensors: Values };

function parseHeader(text: string, source: string): v.InferOutput<typeof headerSchema> {
  try {
    return v.parse(headerSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${source}: its safetensors header does not parse`, { cause });
  }
}

/** A tensor as the file stores it. */
export type Stored = {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
};

/**
 * Reads a file's header, and where each tensor's bytes lie.
 * @throws where they lie outside the file
 */
export function decodeStored(
  bytes: Uint8Array,
  source: string,
): { metadata: Readonly<Record<string, string>>; tensors: ReadonlyMap<string, Stored> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < HEADER_LENGTH_BYTES ? Number.NaN : Number(view.getBigUint64(0, true));
  const start = HEADER_LENGTH_BYTES + headerLength;
  if (!(start <= bytes.length)) {
    throw new Error(`${source}: not a safetensors file, or cut short in its header`);
  }
  const text = new TextDecoder().decode(bytes.subarray(HEADER_LENGTH_BYTES, start));
  const { __metadata__: metadata, ...entries } = parseHeader(text, source);
  const tensors = new Map<string, Stored>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const [from, to] = data_offsets;
    if (from > to || start + to > bytes.length) {
      throw new Error(`${source}: ${name} [${shape}] does not lie within the file's ${bytes.length} bytes`);
    }
    tensors.set(name, { dtype, shape, bytes: bytes.subarray(start + from, start + to) });
  }
  return { metadata, tensors };
}

/** Reads the bytes of a file of 32-bit floats. Throws, naming the tensor, where header and bytes do not agree. */
export function decodeSafetensors(bytes: Uint8Array, source: string): Safetensors {
  const { metadata, tensors: stored } = decodeStored(bytes, source);
  const tensors: Values = {};
  for (const [name, { dtype, shape, bytes: own }] of stored) {
    if (dtype !== 'F32') {
      throw new Error(`${source}: ${name} is ${dtype}; only F32 is read`);
    }
    if (own.length !== 4 * sizeOf(shape)) {
      throw new Error(`${source}: ${name} [${shape}] does not fit its ${own.length} bytes`);
    }
    // A copy, because a tensor need not be aligned to four bytes within the file.
    tensors[name] = { shape, data: new Float32Array(Uint8Array.from(own).buffer) };
  }
  return { metadata, tensors };
}

export async function readSafetensors(path: string): Promise<Safetensors> {
  return decodeSafetensors(await readFile(path), path);
}

/** What a file says of itself, without reading its tensors. */
export async function readSafetensorsMetadata(path: string): Promise<Safetensors['metadata']> {
  const file = await open(path, 'r');
  try {
    const length = Buffer.alloc(HEADER_LENGTH_BYTES);
    await file.read(length, 0, HEADER_LENGTH_BYTES, 0);
    const headerLength = Number(length.readBigUInt64LE());
    const { size } = await file.stat();
    if (!(HEADER_LENGTH_BYTES + headerLength <= size)) {
      throw new Error(`${path}: not a safetensors file, or cut short in its header`);
    }
    const header = Buffer.alloc(headerLength);
    await file.read(header, 0, headerLength, HEADER_LENGTH_BYTES);
    return parseHeader(header.toString('utf8'), path).__metadata__;
  } finally {
    await file.close();
  }
}

/** What can be written: floats, the 8-bit codes of quantized weights, and the counters of PyTorch's batch norm. */
export type Writable = Readonly<
  Record<
    string,
    {
      readonly shape: readonly number[];
      readonly data: Float32Array | Float16Array | Int8Array | BigInt64Array;
    }
  >
>;

function dtypeOf(data: Writable[string]['data']): string {
  if (data instanceof Float32Array) {
    return 'F32';
  }
  if (data instanceof Float16Array) {
    return 'F16';
  }
  return data instanceof Int8Array ? 'I8' : 'I64';
}

/** The file's parts in order: the header, then each tensor's bytes. Little-endian, as every machine Node runs on. */
export function encodeSafetensors(
  tensors: Writable,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  // Spaces after the header keep the data aligned, as the specification allows.
  const text = Buffer.from(JSON.stringify(header));
  const padding = (HEADER_LENGTH_BYTES - (text.length % HEADER_LENGTH_BYTES)) % HEADER_LENGTH_BYTES;
  const length = Buffer.alloc(HEADER_LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(text.length + padding));
  const bytes = Object.values(tensors).map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  return [length, text, Buffer.alloc(padding, ' '), ...bytes];
}

/** Writes a file whole or not at all. */
export function writeSafetensors(path: string, { metadata, tensors }: Safetensors): Promise<void> {
  return writeWhole(path, ...encodeSafetensors(tensors, metadata));
}
