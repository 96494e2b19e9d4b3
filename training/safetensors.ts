/**
 * safetensors files: named arrays behind a JSON header. Source: the format's specification,
 * huggingface/safetensors README, "Format". 32-bit floats are all that checkpoints hold.
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { sizeOf } from './graph/tensor.ts';
import type { Values } from './graph/execute.ts';

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
  if (!(start <= bytes.length)) throw new Error(`${source}: not a safetensors file, or cut short in its header`);
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
    tensors[name] = { shape, data: new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer) };
  }
  return { metadata, tensors };
};

export const readSafetensors = async (path: string): Promise<Safetensors> =>
  decodeSafetensors(await readFile(path), path);

/** Writes a file whole or not at all: aside first, flushed to disk, then renamed over the old one. */
export const writeSafetensors = async (path: string, { metadata, tensors }: Safetensors): Promise<void> => {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  // Spaces after the header keep the data aligned, as the specification allows.
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(text.length + ((8 - (Buffer.byteLength(text) % 8)) % 8)));
  const length = Buffer.alloc(HEADER_LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(padded.length));
  const aside = `${path}.${process.pid}.part`;
  try {
    const file = await open(aside, 'w');
    try {
      await file.writev([
        length,
        padded,
        ...Object.values(tensors).map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
      ]);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw cause;
  }
};
