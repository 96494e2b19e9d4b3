/**
 * safetensors files: named arrays behind a JSON header, as bytes. Source: the format's specification,
 * huggingface/safetensors README, "Format". All is little-endian.
 *
 *     u64             length of the header
 *     header          JSON: NAME → { dtype, shape, data_offsets: [from, to] }, and __metadata__, text by text
 *     tensors         their bytes, one after the other
 */
import * as v from 'valibot';
import { joinChunks } from './chunks.ts';
import { printShape, type Shape, sizeOf, type Values } from './tensor.ts';

/** Bytes of the number that a file begins with. */
export const HEADER_START = 8;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const headerSchema = v.objectWithRest(
  { __metadata__: v.optional(v.record(v.string(), v.string()), {}) },
  v.object({ dtype: v.string(), shape: v.array(count), data_offsets: v.tuple([count, count]) }),
);

/** A tensor as a file stores it: `dtype` is F32, F16, BF16, I8, I64, … */
export type StoredTensor = {
  readonly dtype: string;
  readonly shape: Shape;
  readonly bytes: Uint8Array;
};

export type Metadata = Readonly<Record<string, string>>;

/**
 * Where a file's header ends, told by the file's first eight bytes.
 * @param size of the file in bytes
 * @throws where the header does not fit into the file
 */
export function headerEnd(start: Uint8Array, size: number, source: string): number {
  const length =
    start.length < HEADER_START
      ? Number.NaN
      : Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true));
  if (!(HEADER_START + length <= size)) {
    throw new Error(`${source}: not a safetensors file, or cut short in its header`);
  }
  return HEADER_START + length;
}

/** @throws where the bytes are not a header */
export function parseHeader(bytes: Uint8Array, source: string): v.InferOutput<typeof headerSchema> {
  try {
    return v.parse(headerSchema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    if (cause instanceof v.ValiError) {
      const [issue] = cause.issues;
      throw new Error(
        `${source}: its safetensors header cannot be read at ${v.getDotPath(issue) ?? 'its start'}: ${issue.message}`,
      );
    }
    throw new Error(`${source}: its safetensors header cannot be parsed`, { cause });
  }
}

/**
 * Reads a file. The tensors' bytes are views into it, at any offset.
 * @param source what to call the file in error messages
 * @throws where the header is damaged, or the tensors do not fill the rest of the file, one after the other
 */
export function decodeSafetensors(
  file: Uint8Array,
  source: string,
): { readonly metadata: Metadata; readonly tensors: ReadonlyMap<string, StoredTensor> } {
  const start = headerEnd(file, file.length, source);
  const { __metadata__: metadata, ...entries } = parseHeader(file.subarray(HEADER_START, start), source);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const [from, to] = data_offsets;
    if (from > to || start + to > file.length) {
      throw new Error(
        `${source}: ${name} ${printShape(shape)} is not within the file's ${file.length} bytes`,
      );
    }
    tensors.set(name, { dtype, shape, bytes: file.subarray(start + from, start + to) });
  }
  expectContiguous(entries, file.length - start, source);
  return { metadata, tensors };
}

/** The format allows neither gaps nor overlaps, so that no two readers see different things in a file. */
function expectContiguous(
  entries: Readonly<Record<string, { readonly data_offsets: readonly [number, number] }>>,
  bytes: number,
  source: string,
): void {
  const places = Object.entries(entries)
    .map(
      ([
        name,
        {
          data_offsets: [from, to],
        },
      ]) => ({ name, from, to }),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to);
  let at = 0;
  for (const { name, from, to } of places) {
    if (from !== at) {
      const what = from < at ? 'overlaps the tensor before it' : 'has unused bytes before it';
      throw new Error(`${source}: ${name} ${what}, which safetensors does not allow`);
    }
    at = to;
  }
  if (at !== bytes) {
    throw new Error(`${source}: has ${bytes - at} bytes after its tensors, which safetensors does not allow`);
  }
}

/**
 * Stored tensors as f32 arrays, copied, since a tensor need not be aligned within its file.
 * @throws where one is not F32, or has more or fewer bytes than its shape takes
 */
export function toValues(tensors: ReadonlyMap<string, StoredTensor>, source: string): Values {
  const values: Values = {};
  for (const [name, { dtype, shape, bytes }] of tensors) {
    if (dtype !== 'F32') {
      throw new Error(`${source}: ${name} is ${dtype}; only F32 is read`);
    }
    if (bytes.length !== 4 * sizeOf(shape)) {
      throw new Error(`${source}: ${name} ${printShape(shape)} does not fit its ${bytes.length} bytes`);
    }
    values[name] = { shape, data: new Float32Array(Uint8Array.from(bytes).buffer) };
  }
  return values;
}

/** What can be written: floats, the 8-bit codes of quantized weights, and the counters of PyTorch's batch norm. */
export type WritableTensors = Readonly<
  Record<
    string,
    { readonly shape: Shape; readonly data: Float32Array | Float16Array | Int8Array | BigInt64Array }
  >
>;

function dtypeOf(data: WritableTensors[string]['data']): string {
  if (data instanceof Float32Array) {
    return 'F32';
  }
  if (data instanceof Int8Array) {
    return 'I8';
  }
  // What is left is F16: only newer browsers have Float16Array, by which this would have to be asked.
  return data instanceof BigInt64Array ? 'I64' : 'F16';
}

/** A file's parts in order: the header, then each tensor's bytes, not copied. `joinChunks` makes one array of them. */
export function encodeSafetensors(tensors: WritableTensors, metadata: Metadata = {}): Uint8Array[] {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Spaces after the header keep the data aligned, as the specification allows.
  const padding = new Uint8Array(-text.length & (HEADER_START - 1)).fill(0x20);
  const length = new Uint8Array(HEADER_START);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length + padding.length), true);
  return [
    joinChunks([length, text, padding]),
    ...Object.values(tensors).map(
      ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    ),
  ];
}
