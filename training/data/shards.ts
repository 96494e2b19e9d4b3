/**
 * WebDataset shards: tar files whose members are pictures. An index of offsets gives random access, so that a run can
 * resume exactly where it stopped; no shard is held in memory.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Header, type HeaderData, Pax } from 'tar';
import { isLabels, isPicture } from './file-names.ts';
import type { FileEntry, FileStore } from './file-store.ts';
import { expectAtMost, TAR_HEADER_BYTES } from './limits.ts';

/** The block size of tar files in bytes; each member starts with one block, its header. */
export const TAR_BLOCK = 512;

type Member = FileEntry & { readonly shard: number; readonly offset: number };

/**
 * The files of one shard, in its order.
 * @throws where it is damaged or truncated, naming file and offset
 */
async function indexShard(path: string, shard: number): Promise<Member[]> {
  const file = await open(path, 'r');
  try {
    const { size, mtimeMs } = await file.stat();
    const members: Member[] = [];
    const block = Buffer.alloc(TAR_BLOCK);
    // An extended header describes the member after it: names of over 100 characters, sizes of over 8 GiB.
    let extended: HeaderData | undefined;
    for (let at = 0; at + TAR_BLOCK <= size; ) {
      await file.read(block, 0, TAR_BLOCK, at);
      const header = new Header(block, 0, extended);
      if (header.nullBlock) {
        break;
      }
      if (!header.cksumValid || header.size === undefined) {
        throw new Error(`${path}: no valid tar header at byte ${at}`);
      }
      const offset = at + TAR_BLOCK;
      if (offset + header.size > size) {
        throw new Error(`${path}: ${header.path} at byte ${at} is truncated at the end of the file`);
      }
      if (header.type === 'ExtendedHeader' || header.type === 'NextFileHasLongPath') {
        expectAtMost(TAR_HEADER_BYTES, header.size, `${path}: the extended header at byte ${at}`);
        const { buffer } = await file.read(Buffer.alloc(header.size), 0, header.size, offset);
        const text = buffer.toString('utf8');
        extended = header.type === 'ExtendedHeader' ? Pax.parse(text) : { path: text.replace(/\0.*$/, '') };
      } else {
        const name = header.path ?? '';
        if (header.type === 'File' && (isPicture(name) || isLabels(name))) {
          members.push({ name, bytes: header.size, version: mtimeMs, shard, offset });
        }
        extended = undefined;
      }
      at = offset + Math.ceil(header.size / TAR_BLOCK) * TAR_BLOCK;
    }
    return members;
  } finally {
    await file.close();
  }
}

/** Opens tar files as one store, in the order given. Each is opened when it is first read. */
export async function openShards(shards: readonly string[]): Promise<FileStore> {
  const members = (await Promise.all(shards.map(indexShard))).flat();
  const files = new Map<number, Promise<FileHandle>>();
  return {
    kind: 'shards',
    files: members,
    async read(i) {
      const member = members[i];
      const path = shards[member?.shard ?? -1];
      if (!member || path === undefined) {
        throw new RangeError(`no file ${i} in ${members.length}`);
      }
      const { shard, name, offset, bytes } = member;
      const file = files.get(shard) ?? open(path, 'r');
      files.set(shard, file);
      const { buffer, bytesRead } = await (await file).read(Buffer.alloc(bytes), 0, bytes, offset);
      if (bytesRead < bytes) {
        throw new Error(`${path}: ${name} is truncated at byte ${offset + bytesRead}`);
      }
      return buffer;
    },
    async close() {
      for (const file of files.values()) {
        await (await file).close();
      }
    },
  };
}
