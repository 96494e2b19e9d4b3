/** Opens what `--data` names: a folder, a zip, tars or MNIST's files, found from the content and not from the name. */
import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isArchive, isPicture, listed } from '../file-names.ts';
import { compressionOf, decompressed } from './compression.ts';
import type { FileStore } from './file-store.ts';
import { findFiles, openFolder } from './folder.ts';
import { startsAsIdx } from './idx.ts';
import { findIdx, isIdxImages, openIdx } from './idx-store.ts';
import { openShards, type Shard } from './shards.ts';
import { startsAsTar, TAR_BLOCK } from './tar-members.ts';
import { type UnpackOptions, unpackTar } from './unpack.ts';
import { openZip } from './zip.ts';

export const WHAT_TO_WRITE =
  "write --data with a folder of pictures (folders in it included), a .zip of pictures, one .tar, .tar.gz or .tar.zst, a folder of them, or MNIST's files";

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  const read = file.read(Buffer.alloc(TAR_BLOCK), 0, TAR_BLOCK, 0).finally(() => file.close());
  const { buffer, bytesRead } = await read;
  return buffer.subarray(0, bytesRead);
}

function isZip(start: Buffer): boolean {
  // A zip starts with a file's header, or with the directory's end where it is empty.
  return ['PK\x03\x04', 'PK\x05\x06'].includes(start.toString('latin1', 0, 4));
}

async function startsAsTarInside(
  path: string,
  stream: NonNullable<ReturnType<typeof compressionOf>>['stream'],
) {
  if (!stream) {
    return false;
  }
  const chunks = decompressed(path, stream);
  let start = Buffer.alloc(0);
  try {
    for await (const chunk of chunks) {
      start = Buffer.concat([start, chunk]);
      if (start.length >= TAR_BLOCK) {
        break;
      }
    }
  } catch {
    // It is damaged, which unpacking is going to say.
    return true;
  } finally {
    chunks.destroy();
  }
  return startsAsTar(start.subarray(0, TAR_BLOCK));
}

type OpenedShard = Shard & { readonly remove: () => Promise<void> };

/** @throws where the file is no tar, or is compressed in a way that is not read */
async function openShard(path: string, options: UnpackOptions): Promise<OpenedShard> {
  const start = await firstBytes(path);
  const { mtimeMs: version } = await stat(path);
  const compression = compressionOf(start);
  // A damaged tar is still one by its name, and has an error that says where.
  if (startsAsTar(start) || (!compression && /\.tar$/i.test(path))) {
    return { path, plain: path, version, remove: async () => {} };
  }
  if (compression && !compression.stream) {
    const { name, command } = compression;
    throw new Error(
      `${path} is compressed by ${name}, which is not read; unpack it (${command} ${path}) and name its folder`,
    );
  }
  if (compression?.stream && (await startsAsTarInside(path, compression.stream))) {
    return { path, version, ...(await unpackTar(path, compression.stream, options)) };
  }
  const what = compression
    ? `is compressed by ${compression.name}, but not a tar`
    : 'is neither a zip nor a tar, compressed or not';
  throw new Error(`${path} ${what}; ${WHAT_TO_WRITE}`);
}

async function storeOfTars(
  folder: string,
  paths: readonly string[],
  options: UnpackOptions,
): Promise<FileStore> {
  const shards: OpenedShard[] = [];
  async function remove(): Promise<void> {
    for (const shard of shards) {
      await shard.remove();
    }
  }
  try {
    for (const path of paths) {
      shards.push(await openShard(path, options));
    }
    return await openShards(folder, shards, remove);
  } catch (cause) {
    await remove();
    throw cause;
  }
}

async function storeOfFile(path: string, options: UnpackOptions): Promise<FileStore> {
  const start = await firstBytes(path);
  if (startsAsIdx(start) || isIdxImages(path)) {
    return openIdx(path);
  }
  return isZip(start) ? openZip(path) : storeOfTars(dirname(path), [path], options);
}

async function storeOfFolder(path: string, options: UnpackOptions): Promise<FileStore> {
  const names = await readdir(path);
  const shards = names.filter((name) => isArchive(name) && name.endsWith('.tar')).sort();
  if (shards.length > 0) {
    const beside = names.filter((name) => isPicture(name) || (isArchive(name) && !name.endsWith('.tar')));
    if (beside.length > 0) {
      options.tell?.(
        `${path}: its .tar files are read, and not what is beside them: ${listed(beside.sort())}; to read that, write --data with a folder without .tar files`,
      );
    }
    return storeOfTars(
      path,
      shards.map((name) => join(path, name)),
      options,
    );
  }
  const found = await findFiles(path);
  const { archives } = found;
  const hasPictures = found.files.some(({ name }) => isPicture(name));
  const idx = hasPictures ? undefined : await findIdx(path, options.tell);
  if (idx !== undefined) {
    return openIdx(idx);
  }
  if (archives.length === 0 || hasPictures) {
    if (archives.length > 0) {
      options.tell?.(
        `${path}: its pictures are read, and not the archives among them: ${listed(archives)}; to read one of them, write --data with its name`,
      );
    }
    return openFolder(path, found);
  }
  const paths = archives.map((name) => join(path, name));
  const [only = path] = paths;
  if (paths.length === 1) {
    return storeOfFile(only, options);
  }
  for (const each of paths) {
    if (isZip(await firstBytes(each))) {
      throw new Error(
        `${path} has ${paths.length} archives: ${listed(archives)}; write --data with one of them, or unpack them into one folder`,
      );
    }
  }
  return storeOfTars(path, paths, options);
}

/**
 * Opens the files of a data set.
 * @throws where there is nothing, or something of another kind
 */
export async function openStore(path: string, options: UnpackOptions): Promise<FileStore> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`there is no ${path}; ${WHAT_TO_WRITE}`, { cause });
  });
  return found.isDirectory() ? storeOfFolder(path, options) : storeOfFile(path, options);
}
