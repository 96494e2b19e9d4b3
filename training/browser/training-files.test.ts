import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { openDataset } from '../data/dataset.ts';
import { drawSign } from '../digits/draw.ts';
import { ALPHABETS } from '../digits/glyphs.ts';
import { readDataDescription } from '../publish/card/data-description.ts';
import { readRecipe } from '../read/recipe.ts';
import { someDigits } from './digits.ts';
import { digitFiles, portraitFiles } from './training-files.ts';

const TRAINING = join(import.meta.dirname, '..');
function recipeOf(more: Partial<Recipe> = {}): Recipe {
  return parseRecipe(
    {
      name: 'tiny',
      resolution: 32,
      latentSize: 8,
      generatorWidth: 8,
      discriminatorWidth: 4,
      discriminatorNorm: 'none',
      beta1: 0,
      ...more,
    },
    'the test',
  );
}

/** Between two pictures of the same size. */
function meanDistance(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

describe('the files for training in the page', () => {
  it.each([
    [{ labelWeight: 1, latentSize: 100 }, 'labelWeight is not 0'],
    [{ resolution: 128 as const }, 'resolution is 128'],
    [{ condition: 'auxiliary' as const, classCount: 2 }, 'condition = "none"'],
    [{ channels: 1 as const }, 'channels = 3'],
  ])('refuse a recipe that the page cannot train: %j', async (more, instead) => {
    const source = await openDataset(join(TRAINING, 'sample'));
    const about = await readDataDescription(join(TRAINING, 'publish', 'faces.toml'));
    await expect(portraitFiles(recipeOf(more), source, about)).rejects.toThrow(instead);
    await source.close();
  });

  it.each([
    [{}, 'condition = "projection"'],
    [{ condition: 'projection' as const, classCount: 9 }, 'classes = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"'],
    [
      { condition: 'projection' as const, classCount: 10, labelWeight: 1, latentSize: 100 },
      'labelWeight is not 0',
    ],
  ])('refuse a recipe that does not fit the digits: %j', async (more, instead) => {
    const about = await readDataDescription(join(import.meta.dirname, 'digits.toml'));
    await expect(digitFiles(recipeOf(more), about)).rejects.toThrow(instead);
  });

  it('have digits as a training decodes those that make-digits draws, one class after the other', async () => {
    const [zero = new Uint8Array(), , one = new Uint8Array()] = await someDigits(20, 32);
    const signs = Array.from({ length: 20 }, (_, i) => drawSign(ALPHABETS.digits, 1, i));
    for (const [picture, of] of [
      [zero, 0],
      [one, 1],
    ] as const) {
      const { pixels } = signs.find(({ label }) => label === of) ?? { pixels: new Uint8Array() };
      // 28×28 in the middle of 32×32, in three equal channels.
      const middle = Array.from(
        { length: 28 * 28 },
        (_, i) => 3 * (32 * (2 + Math.floor(i / 28)) + 2 + (i % 28)),
      );
      for (const channel of [0, 1, 2]) {
        expect(middle.map((at) => picture[at + channel])).toEqual([...pixels]);
      }
    }
  });

  it('are in the repository as the command writes them, and are small', async () => {
    const recipe = await readRecipe(join(TRAINING, 'recipes', 'browser-32.toml'));
    const source = await openDataset(join(TRAINING, 'sample'));
    const files = await portraitFiles(
      recipe,
      source,
      await readDataDescription(join(TRAINING, 'publish', 'faces.toml')),
    );
    await source.close();
    Object.assign(
      files,
      await digitFiles(
        await readRecipe(join(TRAINING, 'recipes', 'browser-digits-32.toml')),
        await readDataDescription(join(import.meta.dirname, 'digits.toml')),
      ),
    );
    const published = (name: string) => readFile(join(TRAINING, '..', 'browser-training', name));
    const bytes = new Map(
      await Promise.all(Object.keys(files).map(async (name) => [name, await published(name)] as const)),
    );
    // Pictures may be written by another codec.
    for (const name of ['portraits.json', 'quiz.json', 'digits.json']) {
      expect(bytes.get(name)?.toString(), `${name}: npm run publish-browser-training writes it`).toBe(
        Buffer.from(files[name] ?? '').toString(),
      );
    }
    // The download for training in the page, without ONNX Runtime.
    expect([...bytes.values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2e6);
    // The portraits at 64 × 64 have that many pixels: they are not the small ones enlarged.
    const side = 64 * JSON.parse(String(bytes.get('portraits.json'))).sheet.columns;
    const decoded = (file: Uint8Array | undefined) => sharp(file).resize(side).raw().toBuffer();
    const drawn = await decoded(files['portraits-64.webp']);
    const found = await decoded(bytes.get('portraits-64.webp'));
    const enlarged = await decoded(bytes.get('portraits.webp'));
    expect(meanDistance(found, drawn)).toBeLessThan(meanDistance(enlarged, drawn) / 4);
  });
});
