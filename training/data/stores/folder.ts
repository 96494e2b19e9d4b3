/**
 * A folder of pictures, with folders in it or not: CelebA's `img_align_celeba`, FFHQ's numbered folders, one's own.
 * Links are followed, also to folders; each folder is read once, so that no link leads in a loop.
 */
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { exists } from '../../../files/read-optional.ts';
import {
  hasNoExtension,
  isArchive,
  isLabels,
  isPicture,
  START_BYTES,
  startsAsPicture,
} from '../file-names.ts';
import { byName, type FileEntry, type FileStore, type Unread } from './file-store.ts';

/** Files whose size is read at the same time: enough to keep the disk busy. */
const AT_ONCE = 256;
/** What stands in a name for bytes that are not UTF-8. */
const NOT_UTF8 = '\uFFFD';

export type FoundFiles = {
  readonly files: readonly FileEntry[];
  /** Archives in it, which are not opened: names in their order. */
  readonly archives: readonly string[];
  readonly unread: readonly Unread[];
};

async function isPictureInside(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return startsAsPicture(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function describe(root: string, name: string): Promise<FileEntry | undefined> {
  // A broken link is not a picture.
  const found = await stat(join(root, name)).catch(() => undefined);
  const isOne = found?.isFile() && (!hasNoExtension(name) || (await isPictureInside(join(root, name))));
  return found && isOne ? { name, bytes: found.size, version: found.mtimeMs } : undefined;
}

/** Lists what is in a folder, at any depth. */
export async function findFiles(root: string): Promise<FoundFiles> {
  const files: FileEntry[] = [];
  const archives: string[] = [];
  const unread: Unread[] = [];
  const own = await realpath(root);
  const seen = new Set([own]);
  const links: string[] = [];

  async function walk(under: string, linked: boolean): Promise<void> {
    const names: string[] = [];
    for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
      const name = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.name.includes(NOT_UTF8) && !(await exists(join(root, name)))) {
        unread.push({ name, reason: 'name' });
      } else if (entry.isDirectory()) {
        const real = await realpath(join(root, name));
        if (!seen.has(real)) {
          seen.add(real);
          await walk(name, linked);
        }
      } else if (entry.isSymbolicLink() && (await leadsToFolder(name))) {
        links.push(name);
      } else if (isArchive(name)) {
        archives.push(name);
      } else if (isPicture(name) || isLabels(name) || hasNoExtension(name)) {
        names.push(name);
      }
    }
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE).map((name) => describe(root, name));
      for (const file of await Promise.all(some)) {
        if (file) {
          files.push(linked ? { ...file, linked } : file);
        }
      }
    }
  }
  async function leadsToFolder(name: string): Promise<boolean> {
    return (await stat(join(root, name)).catch(() => undefined))?.isDirectory() ?? false;
  }

  await walk('', false);
  // After all that is really there, so that a picture has its own name where it has two; by name, so that the order is always the same.
  for (links.sort(); links.length > 0; links.sort()) {
    const name = links.shift() ?? '';
    const real = await realpath(join(root, name));
    // A folder around this one would be a loop.
    const isAround = own.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
    if (!seen.has(real) && !isAround) {
      seen.add(real);
      await walk(name, true);
    }
  }
  return { files: files.sort(byName), archives: archives.sort(), unread };
}

export function openFolder(root: string, { files, unread }: FoundFiles): FileStore {
  return {
    kind: 'folder',
    folder: root,
    files,
    unread,
    read(i) {
      const file = files[i];
      if (!file) {
        throw new RangeError(`no file ${i} in ${files.length}`);
      }
      return readFile(join(root, file.name));
    },
    async close() {},
  };
}
