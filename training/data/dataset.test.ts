import { mkdir, open, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from './dataset.ts';
import { pictures, scratchFolder, writeFolder, writeTar, writeZip } from './testing/datasets.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let files: Record<string, Uint8Array>;
let paths: { folder: string; zip: string; zip64: string; tar: string };
function at(name: string): string {
  return join(scratch.folder, name);
}

beforeAll(async () => {
  scratch = await scratchFolder();
  // Like CelebA and FFHQ: nested folders, files that are not pictures, and files that macOS adds.
  files = { ...(await pictures(3, '00000/')), ...(await pictures(2, '01000/')) };
  const all = {
    ...files,
    '00000/LICENSE.txt': 'text',
    '00000/.DS_Store': 'left behind',
    '00000/._000000.png': 'left behind',
    '__MACOSX/00000/000000.png': 'left behind',
  };
  paths = {
    folder: await writeFolder(at('folder'), all),
    zip: await writeZip(at('download.zip'), all),
    zip64: await writeZip(at('large.zip'), all, { compress: false, forceZip64Format: true }),
    tar: await writeTar(at('shard.tar'), all),
  };
});
afterAll(() => scratch.remove());

describe('a data set', () => {
  it.each([
    ['folder', 'folder'],
    ['zip', 'zip'],
    ['zip64', 'zip'],
    ['tar', 'shards'],
  ] as const)('may be a %s: the same pictures in the same order, read in any order', async (form, kind) => {
    const source = await openDataset(paths[form]);
    expect(source.kind).toBe(kind);
    expect(source.pictures.map(({ name }) => name)).toEqual(Object.keys(files));
    const list = Object.values(files);
    for (const index of [4, 0, 2, 4]) {
      expect(Buffer.compare(await source.read(index), list[index] ?? Buffer.alloc(0))).toBe(0);
    }
    await source.close();
  });

  it('has the same hash in any folder, and another one with one picture more or less', async () => {
    const sources = await Promise.all(Object.values(paths).map((path) => openDataset(path)));
    const lists = sources.map(({ list }) => list);
    await Promise.all(sources.map((source) => source.close()));
    expect(new Set(lists).size).toBe(1);
    const fewer = await openDataset(await writeFolder(at('fewer'), await pictures(2, '00000/')));
    expect(lists).not.toContain(fewer.list);
  });

  it('has another version where a picture was replaced by one of the same size', async () => {
    const folder = await writeFolder(at('replaced'), files);
    const before = await openDataset(folder);
    await utimes(join(folder, '00000/000001.png'), 1, 1);
    const after = await openDataset(folder);
    expect(after.list).toBe(before.list);
    expect(after.version).not.toBe(before.version);
  });

  it('follows links to pictures and to folders, each of which is read once, and neither broken links nor loops', async () => {
    const other = await writeFolder(at('elsewhere'), { 'far.png': files['00000/000001.png'] ?? '' });
    const folder = await writeFolder(at('linked'), {
      'one.png': files['00000/000000.png'] ?? '',
      'sub/inner.png': files['00000/000000.png'] ?? '',
    });
    await symlink(join(folder, 'one.png'), join(folder, 'two.png'));
    await symlink(folder, join(folder, 'again'));
    await symlink(scratch.folder, join(folder, 'around'));
    await symlink(join(folder, 'sub'), join(folder, 'a-sub'));
    await symlink(other, join(folder, 'other'));
    await symlink(other, join(folder, 'other-again'));
    await symlink(folder, join(other, 'back'));
    await symlink(join(folder, 'lost'), join(folder, 'three.png'));
    const source = await openDataset(folder);
    expect(source.pictures.map(({ name }) => name)).toEqual([
      'one.png',
      'other/far.png',
      'sub/inner.png',
      'two.png',
    ]);
    expect(Buffer.compare(await source.read(1), files['00000/000001.png'] ?? Buffer.alloc(0))).toBe(0);
  });

  it('in a damaged zip has an error for each damaged picture', async () => {
    const path = await writeZip(at('damaged.zip'), files, { compress: false });
    const first = Object.values(files)[0] ?? new Uint8Array();
    const start = (await readFile(path)).indexOf(first);
    const file = await open(path, 'r+');
    await file.write(Buffer.of((first[100] ?? 0) ^ 1), 0, 1, start + 100);
    await file.close();
    const source = await openDataset(path);
    await expect(source.read(0)).rejects.toThrow('000000.png has a wrong CRC-32');
    expect(Buffer.compare(await source.read(1), Object.values(files)[1] ?? Buffer.alloc(0))).toBe(0);
    await source.close();
  });
});

describe('a path without pictures is refused, saying what to write', () => {
  it.each([
    ['nothing there', async () => at('nowhere'), /there is no .*nowhere; write --data with a folder of/],
    [
      'a folder without pictures',
      () => mkdir(at('empty')).then(() => at('empty')),
      /no pictures in this folder/,
    ],
    [
      'a file of another kind',
      () => writeFile(at('a.txt'), 'text').then(() => at('a.txt')),
      /neither a zip nor a tar, compressed or not/,
    ],
    [
      'half a zip',
      async () => {
        await writeFile(at('half.zip'), (await readFile(paths.zip)).subarray(0, 2000));
        return at('half.zip');
      },
      /not a complete zip; was the download interrupted/,
    ],
    [
      'a zip without pictures',
      () => writeZip(at('none.zip'), { 'a.txt': 'text' }),
      /no pictures in this zip/,
    ],
  ])('%s', async (_, make, message) => {
    await expect(openDataset(await make())).rejects.toThrow(message);
  });
});
