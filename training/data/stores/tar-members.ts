/** The members of a tar file, one after the other, from a file on disk or from a stream that is being decompressed. */
import type { FileHandle } from 'node:fs/promises';
import { Header, type HeaderData, Pax } from 'tar';
import { hasNoExtension, isLabels, isPicture, START_BYTES, startsAsPicture } from '../file-names.ts';
import { expectAtMost, TAR_HEADER_BYTES } from '../limits.ts';

/** The block size of tar files in bytes; each member starts with one block, its header. */
export const TAR_BLOCK = 512;

/** Bytes that are read from their start to their end. */
export type ByteSource = {
  /** Up to n bytes from a place on, fewer at the end; no place before the one of the last call. */
  readAt(at: number, n: number): Promise<Buffer>;
  /** How many bytes there are, where that is known. */
  readonly size?: number;
};

export type TarMember = {
  readonly name: string;
  readonly bytes: number;
  /** Where its content begins, in the tar. */
  readonly offset: number;
  /** Its headers, as they stand in the tar: that of its name, where it has one, and its own. */
  readonly headers: readonly Buffer[];
};

export function paddedSize(bytes: number): number {
  return Math.ceil(bytes / TAR_BLOCK) * TAR_BLOCK;
}

export async function fileSource(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat();
  return {
    size,
    async readAt(at, n) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(n), 0, n, at);
      return buffer.subarray(0, bytesRead);
    },
  };
}

/** The header of a block, or undefined where it is none. */
function headerOf(block: Buffer, extended?: HeaderData): Header | undefined {
  try {
    const header = new Header(block, 0, extended);
    return header.nullBlock || (header.cksumValid && header.size !== undefined) ? header : undefined;
  } catch {
    // Numbers that are none throw.
    return undefined;
  }
}

export function startsAsTar(start: Buffer): boolean {
  const header = start.length < TAR_BLOCK ? undefined : headerOf(start);
  return header !== undefined && !header.nullBlock;
}

/**
 * The pictures and labels of a tar, in its order; a file without an extension is a picture where its content says so.
 * @param path for messages
 * @throws where it is damaged or truncated, naming file and offset
 */
export async function* tarMembers(source: ByteSource, path: string): AsyncGenerator<TarMember> {
  const { size = Number.POSITIVE_INFINITY } = source;
  // An extended header describes the member after it: names of over 100 characters, sizes of over 8 GiB.
  let extended: HeaderData | undefined;
  let headers: Buffer[] = [];
  for (let at = 0; at + TAR_BLOCK <= size; ) {
    const block = await source.readAt(at, TAR_BLOCK);
    if (block.length < TAR_BLOCK) {
      break;
    }
    const header = headerOf(block, extended);
    if (header?.nullBlock) {
      break;
    }
    if (!header) {
      throw new Error(`${path}: no valid tar header at byte ${at}`);
    }
    const { path: name = '', type, size: bytes = 0 } = header;
    const offset = at + TAR_BLOCK;
    if (offset + bytes > size) {
      throw new Error(`${path}: ${name} at byte ${at} is truncated at the end of the file`);
    }
    if (type === 'ExtendedHeader' || type === 'NextFileHasLongPath') {
      expectAtMost(TAR_HEADER_BYTES, bytes, `${path}: the extended header at byte ${at}`);
      const content = await source.readAt(offset, paddedSize(bytes));
      const text = content.subarray(0, bytes).toString('utf8');
      extended = type === 'ExtendedHeader' ? Pax.parse(text) : { path: text.replace(/\0.*$/, '') };
      headers = [block, content];
    } else {
      if (type === 'File' && (await isWanted(name, offset, bytes))) {
        yield { name, bytes, offset, headers: [...headers, block] };
      }
      extended = undefined;
      headers = [];
    }
    at = offset + paddedSize(bytes);
  }

  async function isWanted(name: string, offset: number, bytes: number): Promise<boolean> {
    return (
      isPicture(name) ||
      isLabels(name) ||
      (hasNoExtension(name) && startsAsPicture(await source.readAt(offset, Math.min(bytes, START_BYTES))))
    );
  }
}
