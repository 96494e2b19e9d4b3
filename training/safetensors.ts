/**
 * safetensors files: named arrays behind a JSON header. Source: the format's specification,
 * huggingface/safetensors README, "Format". 32-bit floats are all that is read.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Values } from './graph/execute.ts';
import { sizeOf } from './graph/tensor.ts';
import { writeWhole } from './write-whole.ts';

const HEADER_LENGTH_BYTES = 8;
const EntrySchema = v.object({
  dtype: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  data_offsets: v.tuple([v.number(), v.number()]),
});
const HeaderSchema = v.objectWithRest(
  { __metadata__: v.optional(v.record(v.string(), v.string()), {}) },
  EntrySchema,
);

export type Safetensors = { readonly metadata: Readonly<Record<string, string>>; readonly tensors: Values };

/** Reads the bytes of a file. Throws, naming the tensor, where the header and the bytes do not agree. */
export const decodeSafetensors = (bytes: Uint8Array, source: string): Safetensors => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < HEADER_LENGTH_BYTES ? Number.NaN : Number(view.getBigUint64(0, true));
  const start = HEADER_LENGTH_BYTES + headerLength;
  if (!(start <= bytes.length))
    throw new Error(`${source}: not a safetensors file, or cut short in its header`);
  const text = new TextDecoder().decode(bytes.subarray(HEADER_LENGTH_BYTES, start));
  let header: v.InferOutput<typeof HeaderSchema>;
  try {
    header = v.parse(HeaderSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${source}: its safetensors header does not parse`, { cause });
  }
  const { __metadata__: metadata, ...entries } = header;
  const tensors: Values = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const [from, to] = data_offsets;
    if (dtype !== 'F32') throw new Error(`${source}: ${name} is ${dtype}; only F32 is read`);
    if (to - from !== 4 * sizeOf(shape) || from < 0 || start + to > bytes.length)
      throw new Error(`${source}: ${name} [${shape}] does not lie within the file's ${bytes.length} bytes`);
    // A copy, because a tensor need not be aligned to four bytes within the file.
    tensors[name] = {
      shape,
      data: new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer),
    };
  }
  return { metadata, tensors };
};

export const readSafetensors = async (path: string): Promise<Safetensors> =>
  decodeSafetensors(await readFile(path), path);

/** What can be written: 32-bit floats, and the 8-bit codes of quantized weights. */
export type Writable = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | Int8Array }>
>;

/** The file's parts in order: the header, then each tensor's bytes. Little-endian, as every machine Node runs on. */
export const encodeSafetensors = (
  tensors: Writable,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] => {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const dtype = data instanceof Int8Array ? 'I8' : 'F32';
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
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
};

/** Writes a file whole or not at all. */
export const writeSafetensors = (path: string, { metadata, tensors }: Safetensors): Promise<void> =>
  writeWhole(path, ...encodeSafetensors(tensors, metadata));
