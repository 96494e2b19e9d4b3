import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIdx } from '../data/stores/idx.ts';
import { scratchFolder } from '../data/testing/datasets.ts';
import { callCommand } from '../testing/call-command.ts';
import { parseStroke, smooth } from './curve.ts';
import { drawSign } from './draw.ts';
import { ALPHABETS } from './glyphs.ts';
import { sheetPng } from './sheet.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());
function makeDigits(...flags: string[]) {
  return callCommand('digits/make-digits.ts', flags, scratch.folder);
}

describe('a stroke', () => {
  it('passes its points, smoothly but at its corners', () => {
    const points = smooth(parseStroke('0,0 50,0! 50,50 50,100'));
    for (const point of [
      [0, 0],
      [50, 0],
      [50, 100],
    ]) {
      expect(points).toContainEqual(point);
    }
    // Without a corner, the curve would overshoot at the second point.
    expect(Math.max(...points.map(([x]) => x))).toBe(50);
    expect(Math.max(...smooth(parseStroke('0,0 50,0 50,50 50,100')).map(([x]) => x))).toBeGreaterThan(51);
    expect(() => parseStroke('0,0 5')).toThrow('a stroke: 5 is no point, such as 20,10');
  });
});

describe('handwritten signs', () => {
  /** Recorded when they were first drawn: what a model was trained on can be made again. */
  it.each([
    ['digits', '50dcb55579268403947274e354b2a619211127377e280e2185d36ff385dee5d7'],
    ['kana', 'b51a4a29fd54f44a20b676a31515dee15d395889678725c0ffc4574d622860d1'],
  ] as const)('are the same bytes for ever: %s', (name, expected) => {
    const hash = createHash('sha256');
    for (let i = 0; i < 100; i++) {
      const { label, pixels } = drawSign(ALPHABETS[name], 1, i);
      hash.update(Uint8Array.of(label)).update(pixels);
    }
    expect(hash.digest('hex')).toBe(expected);
  });

  it.each(['digits', 'kana'] as const)('are those that the README shows: %s', async (name) => {
    const shown = await readFile(join(import.meta.dirname, `${name}.png`));
    expect(Buffer.compare(shown, sheetPng(ALPHABETS[name], 1))).toBe(0);
  });

  it('are each written in all the ways that people have, and never twice alike', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 500; i++) {
      seen.add(Buffer.from(drawSign(ALPHABETS.digits, 2, i).pixels).toString('base64'));
    }
    expect(seen.size).toBe(500);
    for (const { name, ways } of ALPHABETS.digits) {
      expect(ways.length, name).toBeGreaterThan(1);
    }
  });

  it('lie in the middle, light on dark, and leave the edge free', () => {
    for (let i = 0; i < 500; i++) {
      const { pixels } = drawSign(ALPHABETS.digits, 3, i);
      let [ink, x, y] = [0, 0, 0];
      pixels.forEach((value, at) => {
        ink += value;
        x += value * (at % 28);
        y += value * Math.floor(at / 28);
      });
      expect(Math.abs(x / ink - 13.5), `${i}`).toBeLessThan(2.5);
      expect(Math.abs(y / ink - 13.5), `${i}`).toBeLessThan(2.5);
      const edge = [...pixels.keys()].filter((at) => [0, 27].includes(at % 28) || at < 28 || at >= 756);
      expect(
        edge.every((at) => pixels[at] === 0),
        `${i}`,
      ).toBe(true);
    }
  });
});

describe('make-digits', () => {
  it("writes MNIST's files, with each class equally often", async () => {
    const { stdout } = await makeDigits(
      '--out',
      'mnist',
      '--count',
      '40',
      '--seed',
      '7',
      '--sheet',
      'sheet.png',
    );
    expect(stdout).toContain(`40 pictures in ${join(scratch.folder, 'mnist')}; their classes: 0, 1, 2, 3`);
    const [images, labels] = await Promise.all(
      ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map(async (name) =>
        parseIdx(await readFile(join(scratch.folder, 'mnist', name)), name),
      ),
    );
    expect(images?.shape).toEqual([40, 28, 28]);
    expect([...(labels?.data ?? [])].sort()).toEqual(Array.from({ length: 40 }, (_, i) => Math.floor(i / 4)));
    expect(new Uint8Array(images?.data.subarray(0, 784) ?? [])).toEqual(
      drawSign(ALPHABETS.digits, 7, 0).pixels,
    );
    expect(await sharp(join(scratch.folder, 'sheet.png')).metadata()).toMatchObject({
      width: 448,
      height: 280,
    });
  });

  it('writes a folder for each class', async () => {
    await makeDigits('--out', 'kana', '--count', '20', '--alphabet', 'kana', '--format', 'folders');
    expect((await readdir(join(scratch.folder, 'kana'))).sort()).toEqual([...'あいうえおかきくけこ'].sort());
    const files = await readdir(join(scratch.folder, 'kana', 'う'));
    expect(files).toHaveLength(2);
    const { label, pixels } = drawSign(ALPHABETS.kana, 1, Number.parseInt(files[0] ?? '', 10));
    expect(label).toBe(2);
    const { data } = await sharp(join(scratch.folder, 'kana', 'う', files[0] ?? ''))
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(new Uint8Array(data)).toEqual(pixels);
  });

  it('says what to write', async () => {
    for (const [flags, message] of [
      [[], 'write --out DIR, a new folder for them'],
      [['--out', 'x', '--alphabet', 'latin'], '--alphabet: write digits or kana, not latin'],
      [['--out', '.'], 'is not empty; write a new folder'],
      [['--out', 'x', '--count', '0'], '--count: write a number from 1 to'],
      // No more than are read again: 784 bytes each of 1 GiB.
      [['--out', 'x', '--count', '2000000'], '--count: write a number from 1 to 1369568, not 2000000'],
    ] as const) {
      await expect(makeDigits(...flags)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(message),
      });
    }
  });
});
