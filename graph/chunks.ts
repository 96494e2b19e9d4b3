/** Files built from nested parts: their lengths are known before their bytes are copied, once. */

/** Bytes, or several chunks in order. */
export type Chunk = Uint8Array | readonly Chunk[];

export function byteLength(chunk: Chunk): number {
  return chunk instanceof Uint8Array ? chunk.length : chunk.reduce((sum, part) => sum + byteLength(part), 0);
}

/** One contiguous copy of all bytes. */
export function joinChunks(chunk: Chunk): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength(chunk));
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
