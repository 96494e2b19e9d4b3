/**
 * A folder of pictures, with folders in it or not: CelebA's `img_align_celeba`, FFHQ's numbered folders, one's own.
 * Links to pictures are followed; links to folders are not, so that no folder is read twice or in a loop.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLabels, isPicture } from './file-names.ts';
import { byName, type FileEntry, type FileStore } from './file-store.ts';

/** Files whose size is read at the same time: enough to keep the disk busy. */
const AT_ONCE = 256;

async function describe(root: string, name: string): Promise<FileEntry[]> {
  // A broken link is not a picture.
  const found = await stat(join(root, name)).catch(() => undefined);
  return found?.isFile() ? [{ name, bytes: found.size, version: found.mtimeMs }] : [];
}

async function walk(root: string, under: string): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  const names: string[] = [];
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      for (const file of await walk(root, name)) {
        found.push(file);
      }
    } else if (isPicture(name) || isLabels(name)) {
      names.push(name);
    }
  }
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE).map((name) => describe(root, name));
    for (const [file] of await Promise.all(some)) {
      if (file) {
        found.push(file);
      }
    }
  }
  return found;
}

export async function openFolder(root: string): Promise<FileStore> {
  const files = (await walk(root, '')).sort(byName);
  return {
    kind: 'folder',
    files,
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
