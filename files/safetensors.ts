/** safetensors files on disk; `graph/safetensors.ts` has the format. */
import { open, readFile } from 'node:fs/promises';
import {
  decodeSafetensors,
  encodeSafetensors,
  HEADER_START,
  headerEnd,
  type Metadata,
  parseHeader,
  toValues,
} from '../graph/safetensors.ts';
import type { Values } from '../graph/tensor.ts';
import { writeAtomic } from './write-atomic.ts';

/** A file of f32 tensors. */
export type Safetensors = { readonly metadata: Metadata; readonly tensors: Values };

/** @throws where the file is damaged, or holds other tensors than F32 */
export async function readSafetensors(path: string): Promise<Safetensors> {
  const { metadata, tensors } = decodeSafetensors(await readFile(path), path);
  return { metadata, tensors: toValues(tensors, path) };
}

/** The metadata of a file, without reading its tensors. */
export async function readSafetensorsMetadata(path: string): Promise<Metadata> {
  const file = await open(path, 'r');
  try {
    const start = Buffer.alloc(HEADER_START);
    await file.read(start, 0, HEADER_START, 0);
    const header = Buffer.alloc(headerEnd(start, (await file.stat()).size, path) - HEADER_START);
    await file.read(header, 0, header.length, HEADER_START);
    return parseHeader(header, path).__metadata__;
  } finally {
    await file.close();
  }
}

/** Writes a file of f32 tensors; see `writeAtomic`. */
export function writeSafetensors(path: string, { metadata, tensors }: Safetensors): Promise<void> {
  return writeAtomic(path, ...encodeSafetensors(tensors, metadata));
}
