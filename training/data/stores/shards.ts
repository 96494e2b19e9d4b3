/**
 * WebDataset shards: tar files whose members are pictures. An index of offsets gives random access, so that a run can
 * resume exactly where it stopped; no shard is held in memory.
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { FileEntry, FileStore } from './file-store.ts';
import { fileSource, tarMembers } from './tar-members.ts';

type Member = FileEntry & { readonly shard: number; readonly offset: number };

/** One tar. */
export type Shard = {
  /** Its name in messages. */
  readonly path: string;
  /** Where it can be read: another file, where `path` is compressed. */
  readonly plain: string;
  /** The time of writing of `path`, in ms. */
  readonly version: number;
};

/**
 * The files of one shard, in its order.
 * @throws where it is damaged or truncated, naming file and offset
 */
async function indexShard({ path, plain, version }: Shard, shard: number): Promise<Member[]> {
  const file = await open(plain, 'r');
  try {
    const members: Member[] = [];
    for await (const { name, bytes, offset } of tarMembers(await fileSource(file), path)) {
      members.push({ name, bytes, version, shard, offset });
    }
    return members;
  } finally {
    await file.close();
  }
}

/**
 * Opens tar files as one store, in the order given. Each is opened when it is first read.
 * @param folder that they are in
 * @param done is called when the store is closed
 */
export async function openShards(
  folder: string,
  shards: readonly Shard[],
  done: () => Promise<void>,
): Promise<FileStore> {
  const members = (await Promise.all(shards.map(indexShard))).flat();
  const files = new Map<number, Promise<FileHandle>>();
  return {
    kind: 'shards',
    folder,
    files: members,
    unread: [],
    async read(i) {
      const member = members[i];
      const { path, plain } = shards[member?.shard ?? -1] ?? {};
      if (!member || plain === undefined) {
        throw new RangeError(`no file ${i} in ${members.length}`);
      }
      const { shard, name, offset, bytes } = member;
      const file = files.get(shard) ?? open(plain, 'r');
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
      await done();
    },
  };
}
