import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPlanar } from '../../../picture/planar.ts';
import { openDataLoader } from '../../data/data-loader.ts';
import { idxHeader } from '../../data/stores/idx.ts';
import { scratchFolder } from '../../data/testing/datasets.ts';
import { drawSign } from '../../digits/draw.ts';
import { ALPHABETS } from '../../digits/glyphs.ts';
import { classChoice } from '../learned-pictures.ts';
import type { TestedGenerator } from '../tested-generator.ts';
import { measureClasses, readPictures } from './class-measures.ts';
import { classTable } from './class-table.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 300_000;
const SIDE = 32;
const NAMES = ALPHABETS.digits.map(({ name }) => name);
/** Numbers of z. */
const NOISE = 4;

/** Pictures of each digit that are not among the data. */
const POOL = 80;
const others = Array.from({ length: POOL * NAMES.length }, (_, i) => drawSign(ALPHABETS.digits, 1000, i));
const pool = NAMES.map((_, digit) => others.filter(({ label }) => label === digit));

/** One of them as a generator draws it, f32 [3, 32, 32] in [−1, 1]. */
function picture(digit: number, number: number): Float32Array {
  const rgb = new Uint8Array(3 * SIDE * SIDE);
  pool[digit]?.[number % POOL]?.pixels.forEach((value, at) => {
    const to = (Math.floor(at / 28) + 2) * SIDE + (at % 28) + 2;
    rgb.fill(value, 3 * to, 3 * to + 3);
  });
  return toPlanar(rgb, SIDE, { channels: 3 });
}

/** Stands for a generator that draws digits as well as our hand does. @param shown which digit is drawn for a class, and which of its pictures */
function generatorOf(
  shown: (k: number, i: number) => readonly [digit: number, number: number],
): TestedGenerator {
  let drawn = 0;
  const latentSize = NOISE + NAMES.length;
  return {
    name: 'hand',
    resolution: SIDE,
    latentSize,
    truncation: 1,
    condition: { name: 'digit', classes: NAMES, way: 'concat', frequencies: NAMES.map(() => 0.1) },
    recipe: { mirror: false, channels: 1, pad: true },
    async draw(inputs) {
      const n = inputs.length / latentSize;
      const images = new Float32Array(n * 3 * SIDE * SIDE);
      for (let i = 0; i < n; i++) {
        const k = inputs.subarray(i * latentSize + NOISE, (i + 1) * latentSize).indexOf(1);
        images.set(picture(...shown(k, drawn++)), i * 3 * SIDE * SIDE);
      }
      return images;
    },
    release: async () => {},
  };
}

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let data: string;
const told: string[] = [];
beforeAll(async () => {
  scratch = await scratchFolder();
  data = await write('digits', 1500);
});
afterAll(() => scratch.remove());

async function write(folder: string, count: number): Promise<string> {
  const path = join(scratch.folder, folder);
  await mkdir(path);
  const signs = Array.from({ length: count }, (_, i) => drawSign(ALPHABETS.digits, 1, i));
  const images = signs.map(({ pixels }) => pixels);
  await writeFile(join(path, 'train-images-idx3-ubyte'), [idxHeader([count, 28, 28]), ...images]);
  await writeFile(
    join(path, 'train-labels-idx1-ubyte'),
    Uint8Array.from([...idxHeader([count]), ...signs.map(({ label }) => label)]),
  );
  return path;
}
function measure(generator: TestedGenerator, of = data) {
  const options = { data: of, cache: join(scratch.folder, 'cache'), tell: (line: string) => told.push(line) };
  return measureClasses(generator, NAMES, options);
}

describe('what is measured of classes', () => {
  it(
    'is how often what was asked for is drawn, and how different pictures of a class are',
    async () => {
      // A 7 is always the same picture; of 3, half are eights.
      const measured = await measure(
        generatorOf((k, i) => (k === 7 ? [7, 1] : k === 3 && i % 2 === 0 ? [8, i] : [k, i])),
      );
      const { reader, samples, byClass, realByClass, diversity } = measured;
      expect(reader).toMatchObject({ learned: 1250, tested: 250 });
      // With the 60,000 that `make-digits` draws, 0.999.
      expect(reader.accuracy).toBeGreaterThan(0.95);
      expect(samples).toBe(200);
      for (const [k, share] of byClass.entries()) {
        // Within four standard errors of what the network reads right of the hand's own digits.
        const expected = k === 3 ? 0.5 : 1;
        expect(Math.abs(share - expected), `${k}`).toBeLessThan(k === 3 ? 0.15 : 0.1);
      }
      expect(diversity.drawn[7]).toBe(0);
      for (const k of NAMES.keys()) {
        const ratio = (diversity.drawn[k] ?? 0) / (diversity.real[k] ?? 0);
        expect(k === 7 || ratio > 0.85, `${k}: ${ratio}`).toBe(true);
        expect(ratio, `${k}`).toBeLessThan(1.3);
      }
      expect(realByClass).toHaveLength(10);
      expect(told).toContain('learning the 10 classes from 1,250 pictures');
      const lines = classTable(NAMES, measured).split('\n');
      expect(lines[0]).toMatch(/^classes: 9\d\.\d % of the pictures, 200 of each class, are read as/);
      expect(lines[9]).toMatch(/^7 +(100|9\d)\.\d % +(100|9\d)\.\d % +0\.000 +0\.3\d\d$/);
    },
    TIMEOUT,
  );

  it('is learned from enough pictures of a rare class, too, which few of those that are read at random may be of', async () => {
    const open = () =>
      openDataLoader(data, {
        ...{ side: SIDE, pad: true, batch: 50, mirror: false, seed: 1 },
        classes: classChoice(generatorOf((k, i) => [k, i])),
      });
    const [some, all] = [await open(), await open()];
    const few = await readPictures(some, SIDE, SIDE, 50);
    const every = await readPictures(all, SIDE, SIDE);
    await Promise.all([some.close(), all.close()]);
    for (const k of NAMES.keys()) {
      expect(few.classes.filter((each) => each === k)).toHaveLength(24);
    }
    expect(few.pixels).toHaveLength(240 * 3 * SIDE * SIDE);
    // Those read at random come first.
    expect(few.classes.subarray(0, 50)).toEqual(every.classes.subarray(0, 50));
    expect(every.classes).toHaveLength(1500);
  });

  it('needs some pictures of each class', async () => {
    await expect(
      measure(
        generatorOf((k, i) => [k, i]),
        await write('too-few', 100),
      ),
    ).rejects.toThrow(
      '10 of its pictures are of the class "0", too few to learn what it looks like: 24 of each class are the fewest to measure with; add some',
    );
  });
});
