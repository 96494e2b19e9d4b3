import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporaryFiles, replaceFolder, writeAtomic, writeFolderAtomic } from './write-atomic.ts';

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-write-atomic-'));
});
afterEach(() => rm(scratch, { recursive: true }));

function inScratch(name: string): string {
  return join(scratch, name);
}

describe('a file', () => {
  it('has all its parts in order, in place of the old one, and nothing else is left', async () => {
    await writeFile(inScratch('a'), 'an older and longer content');
    await writeAtomic(inScratch('a'), 'one, ', Buffer.from('two, '), 'three');
    expect(await readFile(inScratch('a'), 'utf8')).toBe('one, two, three');
    expect(await readdir(scratch)).toEqual(['a']);
  });

  it('written by several at once is the whole file of one of them', async () => {
    const contents = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000));
    await Promise.all(contents.map((content) => writeAtomic(inScratch('a'), content)));
    expect(contents).toContain(await readFile(inScratch('a'), 'utf8'));
    expect(await readdir(scratch)).toEqual(['a']);
  });

  it('that cannot replace what is there is refused by name, and nothing is left behind', async () => {
    await mkdir(inScratch('folder/inner'), { recursive: true });
    await expect(writeAtomic(inScratch('folder'), 'content')).rejects.toThrow(
      `${inScratch('folder')} could not be written`,
    );
    expect(await readdir(scratch)).toEqual(['folder']);
  });
});

async function fill(folder: string): Promise<string> {
  await writeFile(join(folder, 'new'), 'new');
  return 'result';
}

async function fillHalf(folder: string): Promise<never> {
  await fill(folder);
  throw new Error('half-way');
}

describe('a folder', () => {
  it('appears with its content', async () => {
    expect(await writeFolderAtomic(inScratch('a'), fill)).toBe('result');
    expect(await readdir(scratch, { recursive: true })).toEqual(['a', join('a', 'new')]);
  });

  it('that is half filled leaves nothing behind', async () => {
    await expect(writeFolderAtomic(inScratch('a'), fillHalf)).rejects.toThrow('half-way');
    expect(await readdir(scratch)).toEqual([]);
  });

  it('that is there is not overwritten', async () => {
    await mkdir(inScratch('a'));
    await writeFile(inScratch('a/old'), 'old');
    await expect(writeFolderAtomic(inScratch('a'), fill)).rejects.toThrow();
    expect(await readdir(scratch, { recursive: true })).toEqual(['a', join('a', 'old')]);
  });
});

describe('a replaced folder', () => {
  it('has only the new content, whether there was an old one or not', async () => {
    expect(await replaceFolder(inScratch('a'), fill)).toBe('result');
    await writeFile(inScratch('a/old'), 'old');
    await replaceFolder(inScratch('a'), fill);
    expect(await readdir(scratch, { recursive: true })).toEqual(['a', join('a', 'new')]);
  });

  it('stays as it was where the new one is half filled', async () => {
    await mkdir(inScratch('a'));
    await writeFile(inScratch('a/old'), 'old');
    await expect(replaceFolder(inScratch('a'), fillHalf)).rejects.toThrow('half-way');
    expect(await readdir(scratch, { recursive: true })).toEqual(['a', join('a', 'old')]);
  });
});

it('what killed processes left is removed, and nothing else', async () => {
  await mkdir(inScratch('grids'));
  await Promise.all(
    ['a', 'a.1.part', 'grids/b.png', 'grids/b.png.2.part'].map((name) => writeFile(inScratch(name), '')),
  );
  await removeTemporaryFiles(scratch);
  expect((await readdir(scratch, { recursive: true })).sort()).toEqual([
    'a',
    'grids',
    join('grids', 'b.png'),
  ]);
});
