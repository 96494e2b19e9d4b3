/**
 * WebDataset shards: tar files whose members are pictures. The index holds where each picture lies, so that a run
 * can read them in any order, one at a time, and go on exactly where it stopped; no shard is ever held in memory.
 */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Header, type HeaderData, Pax } from 'tar';

const BLOCK = 512;
const PICTURE = /\.(webp|png|jpe?g)$/i;

export type Member = {
  readonly shard: number;
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
};
export type ShardIndex = { readonly shards: readonly string[]; readonly members: readonly Member[] };

/** The pictures of one tar file, in its order. Throws, naming file and offset, where it is damaged or cut short. */
const indexShard = async (path: string, shard: number): Promise<Member[]> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const members: Member[] = [];
    const block = Buffer.alloc(BLOCK);
    // What an extended header says of the member after it: names of over 100 characters, sizes of over 8 GiB.
    let extended: HeaderData | undefined;
    for (let at = 0; at + BLOCK <= size; ) {
      await file.read(block, 0, BLOCK, at);
      const header = new Header(block, 0, extended);
      if (header.nullBlock) break;
      if (!header.cksumValid || header.size === undefined)
        throw new Error(`${path}: no valid tar header at byte ${at}`);
      const offset = at + BLOCK;
      if (offset + header.size > size)
        throw new Error(`${path}: ${header.path} at byte ${at} is cut short by the end of the file`);
      if (header.type === 'ExtendedHeader' || header.type === 'NextFileHasLongPath') {
        const { buffer } = await file.read(Buffer.alloc(header.size), 0, header.size, offset);
        const text = buffer.toString('utf8');
        extended = header.type === 'ExtendedHeader' ? Pax.parse(text) : { path: text.replace(/\0.*$/, '') };
      } else {
        if (header.type === 'File' && header.path && PICTURE.test(header.path))
          members.push({ shard, name: header.path, offset, bytes: header.size });
        extended = undefined;
      }
      at = offset + Math.ceil(header.size / BLOCK) * BLOCK;
    }
    return members;
  } finally {
    await file.close();
  }
};

/** All pictures of a folder's `.tar` files, in the order of the files' names. Throws where there is none. */
export const indexShards = async (folder: string): Promise<ShardIndex> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tar')).sort();
  const shards = names.map((name) => join(folder, name));
  const members = (await Promise.all(shards.map(indexShard))).flat();
  if (members.length === 0) throw new Error(`${folder}: no pictures in ${shards.length} tar files`);
  return { shards, members };
};

export type ShardReader = { read(member: Member): Promise<Uint8Array>; close(): Promise<void> };

/** Reads members by their place; each shard is opened once, when first needed. */
export const openShards = ({ shards }: ShardIndex): ShardReader => {
  const files = new Map<number, Promise<FileHandle>>();
  return {
    async read({ shard, name, offset, bytes }) {
      const path = shards[shard];
      if (path === undefined) throw new Error(`${name}: there is no shard ${shard}`);
      const file = files.get(shard) ?? open(path, 'r');
      files.set(shard, file);
      const { buffer, bytesRead } = await (await file).read(Buffer.alloc(bytes), 0, bytes, offset);
      if (bytesRead < bytes) throw new Error(`${path}: ${name} is cut short at byte ${offset + bytesRead}`);
      return buffer;
    },
    async close() {
      for (const file of files.values()) await (await file).close();
    },
  };
};
