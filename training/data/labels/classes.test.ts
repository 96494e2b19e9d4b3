import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClassChoice } from '../../../gan/class-choice.ts';
import { type DataLoaderOptions, openDataLoader } from '../data-loader.ts';
import { openDataset } from '../dataset.ts';
import { type Files, noise, pictures, scratchFolder, writeFolder, writeTar } from '../testing/datasets.ts';
import { type PictureClasses, readClasses } from './classes.ts';

const PLAIN: ClassChoice = { classes: '', classField: '', classBalance: 'data', unlabelled: 'refuse' };

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let made: Record<string, Uint8Array>;
/** Six pictures: 10/000000.png, 10/000001.png, 2/000002.png, … */
let inFolders: Files;
beforeAll(async () => {
  scratch = await scratchFolder();
  made = await pictures(6);
  inFolders = Object.fromEntries(
    Object.entries(made).map(([name, bytes], i) => [`${[10, 10, 2, 2, 2, 1][i]}/${name}`, bytes]),
  );
});
afterAll(() => scratch.remove());
let folders = 0;
function folderOf(files: Files): Promise<string> {
  return writeFolder(join(scratch.folder, `folder-${folders++}`), files);
}
async function classesOf(path: string, choice: Partial<ClassChoice> = {}): Promise<PictureClasses> {
  const source = await openDataset(path);
  try {
    return await readClasses(source, { ...PLAIN, ...choice });
  } finally {
    await source.close();
  }
}
function lines(labels: readonly unknown[]): string {
  return labels.map((each) => `${JSON.stringify(each)}\n`).join('');
}

describe('the classes of pictures', () => {
  it('are their folders, numbers in order of their value', async () => {
    const { names, of, counts } = await classesOf(await folderOf(inFolders));
    expect({ names, of: [...of], counts }).toEqual({
      names: ['1', '2', '10'],
      of: [0, 2, 2, 1, 1, 1],
      counts: [1, 3, 2],
    });
  });

  it("are a field of labels.jsonl, of StyleGAN's dataset.json, or of the file beside each", async () => {
    const breeds = ['pug', 'husky', 'pug', 'pug', 'husky', 'pug'];
    const jsonl = await folderOf({ ...made, 'labels.jsonl': lines(breeds.map((breed) => ({ breed }))) });
    expect(await classesOf(jsonl, { classField: 'breed' })).toMatchObject({
      names: ['husky', 'pug'],
      counts: [2, 4],
    });

    const numbers = Object.keys(made).map((name, i) => [name, i % 3]);
    const oneHot = Object.keys(made).map((name, i) => [name, [0, 1, 2].map((k) => Number(k === i % 3))]);
    for (const labels of [numbers, oneHot]) {
      const stylegan = await folderOf({ ...made, 'dataset.json': JSON.stringify({ labels }) });
      for (const classField of ['', 'labels']) {
        const { names, of } = await classesOf(stylegan, { classField });
        expect({ names, of: [...of] }).toEqual({ names: ['0', '1', '2'], of: [0, 1, 2, 0, 1, 2] });
      }
    }
    const beside = Object.entries(made).flatMap(([name, bytes], i) => [
      [name.replace('.png', '.cls'), String(i % 2)] as const,
      [name, bytes] as const,
    ]);
    const tar = await writeTar(join(scratch.folder, 'one.tar'), Object.fromEntries(beside));
    expect([...(await classesOf(tar)).of]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it("are no and yes of one attribute of CelebA's list, or which of several holds", async () => {
    const rows = ['1 -1 1', '-1 1 -1', '-1 1 1', '1 1 -1', '-1 -1 1', '1 -1 -1'];
    const list = `6\nBlack_Hair Blond_Hair Smiling\n${rows.map((row, i) => `00000${i}.png ${row}\n`).join('')}`;
    const celebA = await folderOf({ ...made, 'list_attr_celeba.txt': list });
    const smiling = await classesOf(celebA, { classField: 'Smiling' });
    expect({ names: smiling.names, of: [...smiling.of] }).toEqual({
      names: ['no', 'yes'],
      of: [1, 0, 1, 0, 1, 0],
    });
    const choice = { classField: 'Blond_Hair, Black_Hair', unlabelled: 'ignore' } as const;
    const hair = await classesOf(celebA, choice);
    expect({ names: hair.names, of: [...hair.of] }).toEqual({
      names: ['Black_Hair', 'Blond_Hair'],
      of: [0, 1, 1, -1, -1, 0],
    });
    const named = await classesOf(celebA, { ...choice, classes: 'blond hair, black hair' });
    expect({ names: named.names, of: [...named.of] }).toEqual({
      names: ['blond hair', 'black hair'],
      of: [1, 0, 0, -1, -1, 1],
    });
  });

  it('are the words of several fields', async () => {
    const labels = [0, 1, 2, 3, 4, 5].map((i) => ({ glasses: i % 2 === 0 ? 'none' : 'sun', bald: i > 3 }));
    const path = await folderOf({ ...made, 'labels.jsonl': lines(labels) });
    const { names } = await classesOf(path, { classField: 'glasses + bald' });
    expect(names).toEqual(['none no', 'none yes', 'sun no', 'sun yes']);
  });

  it('have the order and the names that a recipe gives them', async () => {
    const path = await folderOf(inFolders);
    expect([...(await classesOf(path, { classes: '10, 1, 2' })).of]).toEqual([1, 0, 0, 2, 2, 2]);
    const numbered = Object.keys(made).map((name, i) => [name, i % 3]);
    const stylegan = await folderOf({ ...made, 'dataset.json': JSON.stringify({ labels: numbered }) });
    const { names, of } = await classesOf(stylegan, { classes: 'shirt, bag, ankle boot' });
    expect({ names, of: [...of] }).toEqual({ names: ['shirt', 'bag', 'ankle boot'], of: [0, 1, 2, 0, 1, 2] });
  });

  it('are refused with the picture and with what to write', async () => {
    const flat = await folderOf(made);
    await expect(classesOf(flat)).rejects.toThrow(
      `${flat}: no picture has a class; put the pictures of each class into a folder of its own, or write a labels.csv or labels.jsonl`,
    );
    const ages = await folderOf({
      ...made,
      'labels.jsonl': lines(Object.keys(made).map((_, age) => ({ age }))),
    });
    await expect(classesOf(ages)).rejects.toThrow(
      'no picture has a class; write classField = "…" in the recipe with what they are told by: age',
    );
    const half = [{ a: 'x' }, {}, { a: 'y' }, { a: null }, { a: 'x' }, { a: 'x' }];
    const some = await folderOf({ ...made, 'labels.jsonl': lines(half) });
    await expect(classesOf(some, { classField: 'a' })).rejects.toThrow(
      '000001.png has no class, and 1 more picture likewise; label it, or write unlabelled = "ignore"',
    );
    const path = await folderOf(inFolders);
    await expect(classesOf(path, { classes: '1, 2' })).rejects.toThrow(
      '10/000000.png is of the class "10", which is not among the recipe\'s classes (1, 2), and 1 more picture likewise; add 10 to classes, or write unlabelled = "ignore"',
    );
    await expect(classesOf(path, { classes: '1, 2, 10, 11' })).rejects.toThrow(
      'no picture is of the class "11"; the data have 1, 2, 10: write classes with some of them',
    );
    const same = await folderOf({
      ...made,
      'labels.jsonl': lines(Object.keys(made).map(() => ({ class: 'a' }))),
    });
    await expect(classesOf(same)).rejects.toThrow(
      'there have to be 2 to 256 classes, not 1; the pictures are of a',
    );
    const odd = await folderOf({
      ...made,
      'labels.jsonl': lines(half.map((_, i) => ({ class: `a, ${i}` }))),
    });
    await expect(classesOf(odd)).rejects.toThrow(
      '"a, 0" is no name of a class: it has to have 1 to 32 characters',
    );
    const objects = lines(half.map((_, i) => ({ class: { i } })));
    await expect(classesOf(await folderOf({ ...made, 'labels.jsonl': objects }))).rejects.toThrow(
      '000000.png: class is {"i":0}, and a class is a word, a number, or a list',
    );
  });
});

describe('batches with classes', () => {
  const options: DataLoaderOptions = { side: 16, batch: 4, mirror: true, seed: 3, classes: PLAIN };

  it('have the class of each of their pictures, and pictures as without classes', async () => {
    const path = await folderOf(inFolders);
    const told = await openDataLoader(path, options);
    const { classes, ...others } = options;
    const untold = await openDataLoader(path, others);
    for (const position of [0, 4, 40]) {
      expect(await told.batch(position)).toEqual(await untold.batch(position));
      const picks = told.picturesOf(position);
      const names = Object.keys(inFolders).sort();
      expect([...(told.classes?.of(picks) ?? [])]).toEqual(
        picks.map(({ index }) => ['1', '2', '10'].indexOf(names[index]?.split('/')[0] ?? '')),
      );
    }
    expect(told.classes).toMatchObject({ names: ['1', '2', '10'], frequencies: [1 / 6, 1 / 2, 1 / 3] });
    expect(untold.classes).toBeUndefined();
    await told.close();
    await untold.close();
  });

  it('have all classes equally often where the recipe says so, and each picture of a class in turn', async () => {
    const path = await folderOf(inFolders);
    const loader = await openDataLoader(path, {
      ...options,
      classes: { ...PLAIN, classBalance: 'even' },
      batch: 18,
    });
    const picks = loader.picturesOf(0);
    const seen = [...(loader.classes?.of(picks) ?? [])];
    expect([0, 1, 2].map((k) => seen.filter((each) => each === k).length)).toEqual([6, 6, 6]);
    const times = picks.reduce((sum, { index }) => sum.set(index, (sum.get(index) ?? 0) + 1), new Map());
    expect([...times.values()].sort()).toEqual([2, 2, 2, 3, 3, 6]);
    expect(new Set(picks.map(({ mirrored }) => mirrored)).size).toBe(2);
    await loader.close();
  });

  it('are refused where all have to be seen equally often, and no picture of one can be used', async () => {
    const small = await noise(0, 8, 8).png().toBuffer();
    const data = await folderOf({ ...inFolders, 'a/000000.png': small, 'a/000001.png': small });
    const loader = await openDataLoader(data, {
      ...{ side: 16, batch: 8, mirror: false, seed: 1 },
      classes: { ...PLAIN, classBalance: 'even' },
    });
    await expect(loader.batch(0)).rejects.toThrow(
      `${data}: none of the pictures of the class "a" can be used at 16×16: of all, 2 tiny; write enlarge = true`,
    );
    await loader.close();
  });

  it('say that digits and letters should not be mirrored, once in a run', async () => {
    const path = await folderOf(inFolders);
    const told: string[] = [];
    const run = join(scratch.folder, 'digits-run');
    for (const mirror of [true, true]) {
      const loader = await openDataLoader(path, { ...options, mirror, run, tell: (line) => told.push(line) });
      await loader.close();
    }
    expect(told.filter((line) => line.includes('mirror = false'))).toEqual([
      'the classes 1, 2, 10 may be digits or letters, which mirrored are others; write mirror = false in the recipe where they are',
    ]);
  });

  it('leave out pictures without a class where the recipe says so, and count them', async () => {
    const path = await folderOf(inFolders);
    const told: string[] = [];
    const choice = { ...PLAIN, classes: '2, 10', unlabelled: 'ignore' } as const;
    const loader = await openDataLoader(path, {
      ...options,
      classes: choice,
      tell: (line) => told.push(line),
    });
    expect(loader.count).toBe(5);
    expect(told).toContain(`${path}: 1 picture of 6 is of none of the 2 classes, and left out`);
    await loader.batch(0);
    expect([
      ...(loader.classes?.of(Array.from({ length: 5 }, (_, index) => ({ index, mirrored: false }))) ?? []),
    ]).toEqual([1, 1, 0, 0, 0]);
    await loader.close();
  });

  it('are refused where a run was started with other classes of the same pictures', async () => {
    const run = join(scratch.folder, 'run');
    const labels = (last: string): string => lines([...'ababa', last].map((each) => ({ class: each })));
    const path = await folderOf({ ...made, 'labels.jsonl': labels('b') });
    const first = await openDataLoader(path, { ...options, run });
    await first.close();
    await (await openDataLoader(path, { ...options, run })).close();
    await writeFolder(path, { 'labels.jsonl': labels('a') });
    await expect(openDataLoader(path, { ...options, run })).rejects.toThrow(
      'the classes of its pictures are no longer those that',
    );
  });
});
