import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSign } from '../../digits/draw.ts';
import { ALPHABETS } from '../../digits/glyphs.ts';
import { openDataLoader } from '../data-loader.ts';
import { openDataset } from '../dataset.ts';
import { decode } from '../decoding/decode.ts';
import { scratchFolder } from '../testing/datasets.ts';
import { idxHeader } from './idx.ts';

const COUNT = 20;
const TRAIN = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'] as const;
const TEST = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

function digits(seed: number) {
  return Array.from({ length: COUNT }, (_, i) => drawSign(ALPHABETS.digits, seed, i));
}
/** Files of digits as MNIST has them, by their names, compressed where these end in .gz. */
async function write(folder: string, names: readonly [string, string?], seed = 1): Promise<string> {
  const path = join(scratch.folder, folder);
  await mkdir(path, { recursive: true });
  const signs = digits(seed);
  const contents = [
    Buffer.concat([idxHeader([COUNT, 28, 28]), ...signs.map(({ pixels }) => pixels)]),
    Buffer.from([...idxHeader([COUNT]), ...signs.map(({ label }) => label)]),
  ];
  for (const [i, name] of names.entries()) {
    const content = contents[i] ?? Buffer.of();
    if (name !== undefined) {
      await writeFile(join(path, name), name.endsWith('.gz') ? gzipSync(content) : content);
    }
  }
  return path;
}

describe("MNIST's files", () => {
  it('are pictures with the classes of their labels, as downloaded or unpacked', async () => {
    const gz = TRAIN.map((name) => `${name}.gz`) as [string, string];
    const [packed, plain] = [await write('packed', gz), await write('plain', TRAIN)];
    const lists = new Set<string>();
    for (const path of [packed, plain, join(packed, gz[0]), join(plain, TRAIN[0])]) {
      const source = await openDataset(path);
      expect(source).toMatchObject({ kind: 'idx', pictures: { length: COUNT } });
      lists.add(source.list);
      const { label, pixels } = digits(1)[13] ?? { label: -1, pixels: [] };
      expect(await source.labels(13)).toEqual({ class: label });
      const decoded = await decode(await source.read(13), { side: 28, crop: 'centre' });
      expect([...decoded].filter((_, i) => i % 3 === 1)).toEqual([...pixels]);
      await source.close();
    }
    // A run that was started with one may go on with the other…
    expect(lists.size).toBe(1);
    // …but not with other pictures of the same size.
    const other = await openDataset(await write('other', TRAIN, 2));
    expect(lists).not.toContain(other.list);
  });

  it('become batches of padded pictures in one channel with their classes', async () => {
    const path = await write('batches', TRAIN);
    const loader = await openDataLoader(path, {
      side: 32,
      batch: 10,
      mirror: false,
      seed: 1,
      pad: true,
      classes: { classes: '', classField: '', classBalance: 'data', unlabelled: 'refuse' },
    });
    expect(loader.classes?.names).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const batch = await loader.batch(0);
    const signs = digits(1);
    const picks = loader.picturesOf(0);
    expect([...(loader.classes?.of(picks) ?? [])]).toEqual(picks.map(({ index }) => signs[index]?.label));
    picks.forEach(({ index }, i) => {
      const picture = batch.subarray(i * 3 * 1024, (i + 1) * 3 * 1024);
      expect(picture[0]).toBe(-1);
      for (const [x, y] of [
        [14, 14],
        [9, 20],
      ] as const) {
        const value = signs[index]?.pixels[y * 28 + x] ?? 0;
        expect(picture[1024 + (y + 2) * 32 + x + 2]).toBeCloseTo(value / 127.5 - 1, 5);
      }
    });
    await loader.close();
  });

  it('are those to train on where there are others to test with, below the folder too, and the output says so', async () => {
    await write('all/raw', TRAIN);
    await write('all/raw', TEST, 3);
    const told: string[] = [];
    const path = join(scratch.folder, 'all');
    const source = await openDataset(path, { tell: (line) => told.push(line) });
    expect(source.pictures[0]?.name).toBe('train-images-idx3-ubyte/000000.bmp');
    expect(told).toEqual([
      `${path}: raw/train-images-idx3-ubyte is read, and not raw/t10k-images-idx3-ubyte; to read that, write --data with its name`,
    ]);
    const test = await openDataset(join(path, 'raw', TEST[0]));
    expect(test.pictures[0]?.name).toBe('t10k-images-idx3-ubyte/000000.bmp');
    await write('all/raw', ['emnist-letters-train-images-idx3-ubyte.gz']);
    await expect(openDataset(path)).rejects.toThrow(
      'has several files of pictures: raw/emnist-letters-train-images-idx3-ubyte.gz, raw/train-images-idx3-ubyte; write --data with one of them',
    );
  });

  it('are refused with the reason where they are damaged, or are no pictures', async () => {
    const path = await write('damaged', TRAIN);
    const images = join(path, TRAIN[0]);
    const labels = join(path, TRAIN[1]);
    await expect(openDataset(labels)).rejects.toThrow(
      `${labels} has 20 numbers, and pictures have three dimensions`,
    );
    await writeFile(labels, Buffer.from([...idxHeader([3]), 1, 2, 3]));
    await expect(openDataset(images)).rejects.toThrow(
      `${labels} has 3 labels for the 20 pictures of ${images}`,
    );
    await writeFile(images, Buffer.concat([idxHeader([COUNT, 28, 28]), Buffer.alloc(100)]));
    await expect(openDataset(path)).rejects.toThrow(
      `${images} has 100 bytes after its header, which promises 20×28×28; was the download interrupted?`,
    );
    const cut = await write('cut', ['train-images-idx3-ubyte.gz']);
    const gz = join(cut, 'train-images-idx3-ubyte.gz');
    await writeFile(gz, gzipSync(digits(1)[0]?.pixels ?? '').subarray(0, 100));
    await expect(openDataset(cut)).rejects.toThrow(`${gz} does not unpack to its end`);
    const bomb = Buffer.concat([idxHeader([5_000_000, 1, 1]), Buffer.alloc(5_000_000)]);
    await writeFile(gz, gzipSync(bomb));
    await expect(openDataset(cut)).rejects.toThrow('has 5,000,000 pictures of 1×1; 4,000,000 are the most');
    await writeFile(gz, gzipSync('a text'));
    await expect(openDataset(cut)).rejects.toThrow(`${gz} is no idx file of bytes: it has to start with`);
  });
});
