import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../dataset.ts';
import { pictures, scratchFolder, writeTar } from '../testing/datasets.ts';

const SAMPLE = join(import.meta.dirname, '../../sample');
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());
function newFolder(name: string): Promise<string> {
  return mkdtemp(join(scratch.folder, name));
}

describe('the sample shard', () => {
  it('holds a thousand portraits in order', async () => {
    const source = await openDataset(SAMPLE);
    expect(source.pictures.map(({ name }) => name)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(6, '0')}.webp`),
    );
  });

  it('gives portraits by their index, in any order', async () => {
    const source = await openDataset(SAMPLE);
    for (const which of [999, 0, 500]) {
      const bytes = await source.read(which);
      expect(bytes.length).toBe(source.pictures[which]?.bytes);
      const { width, height, format } = await sharp(bytes).metadata();
      expect({ width, height, format }).toEqual({ width: 128, height: 128, format: 'webp' });
    }
    await source.close();
  });
});

describe('other shards', () => {
  it('may contain folders, long names and files that are not pictures', async () => {
    const folder = await newFolder('odd-');
    const long = `./${'a-long-name-'.repeat(12)}.png`;
    const [png] = Object.values(await pictures(1));
    if (!png) {
      throw new Error('no picture');
    }
    await writeTar(join(folder, 'odd.tar'), { './b.txt': 'text', [long]: png });
    const source = await openDataset(folder);
    expect(source.pictures).toHaveLength(1);
    expect(Buffer.compare(await source.read(0), png)).toBe(0);
    await source.close();
  });

  it('are read in the order of their names', async () => {
    const folder = await newFolder('two-');
    await writeTar(join(folder, 'b.tar'), await pictures(2, 'b'));
    await writeTar(join(folder, 'a.tar'), await pictures(2, 'a'));
    // What macOS puts beside each file on disks of other systems.
    await writeFile(join(folder, '._a.tar'), 'attributes');
    const { pictures: all } = await openDataset(folder);
    expect(all.map(({ name }) => name)).toEqual(['a000000.png', 'a000001.png', 'b000000.png', 'b000001.png']);
  });

  it('are refused, naming the place, where they are truncated', async () => {
    const folder = await newFolder('short-');
    const whole = await readFile(join(SAMPLE, 'faces-0000.tar'));
    await writeFile(join(folder, 'short.tar'), whole.subarray(0, 5000));
    await expect(openDataset(folder)).rejects.toThrow(/short\.tar: 00000\d\.webp at byte \d+ is truncated/);
  });

  it('are refused, naming the place, where they are damaged', async () => {
    const folder = await newFolder('damaged-');
    const whole = await readFile(join(SAMPLE, 'faces-0000.tar'));
    whole[0] = (whole[0] ?? 0) ^ 1;
    await writeFile(join(folder, 'damaged.tar'), whole);
    await expect(openDataset(folder)).rejects.toThrow('damaged.tar: no valid tar header at byte 0');
  });
});
