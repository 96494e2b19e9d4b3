/** Compares what a training in the page has learned with what Node learns from the same pictures. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { classOfPicture } from '../../client/page/train-here/sets/sheet.ts';
import { examplesOfStep, readBatch } from '../../client/page/train-here/worker/dataset.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { stateEntries } from '../../gan/state-entries.ts';
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { openTrainer } from '../../training/trainer/trainer.ts';
import type { SmallTraining } from '../site/shared-sites.ts';
import { readNote } from './storage.ts';

type Point = { step: number; lossDReal: number; lossDFake: number; lossG: number; dReal: number };
export type Learned = { steps: number; points: Point[]; state: Map<string, Float32Array> };

/** The pictures and classes that the page's step after `steps` steps learns from. */
export async function batchOf(
  { set, sheet }: SmallTraining,
  steps: number,
): Promise<{ real: Float32Array; classes: number[] }> {
  const pixels = await sharp(sheet).ensureAlpha().raw().toBuffer();
  const examples = examplesOfStep(steps, set);
  return {
    real: readBatch(new Uint8ClampedArray(pixels), examples, set.sheet),
    classes: examples.map(({ index }) => classOfPicture(set.sheet, index)),
  };
}

/** What was learned, with the shapes of its tensors. */
export function valuesOf(recipe: Recipe, { state }: Learned): Values {
  return Object.fromEntries(
    stateEntries(recipe).map(({ name, shape }) => [
      name,
      { shape, data: state.get(name) ?? new Float32Array() },
    ]),
  );
}

/** Trains in Node up to a number of steps, from fresh weights or from a checkpoint of a page. */
async function inNode(training: SmallTraining, steps: number, from?: Learned): Promise<Learned> {
  const { recipe } = training.set;
  const trainer = await openTrainer(parseRecipe(recipe, 'the published recipe'), {
    weights: from && valuesOf(recipe, from),
    steps: from?.steps,
  });
  const points: Point[] = [];
  while (trainer.steps < steps) {
    const { real, classes } = await batchOf(training, trainer.steps);
    const { metrics } = await trainer.step(real, { classes });
    points.push({ step: trainer.steps, ...metrics });
  }
  const learned = new Map(Object.entries(await trainer.state()).map(([name, { data }]) => [name, data]));
  await trainer.release();
  return { steps, points, state: learned };
}

/** The header and the tensors of the checkpoint that the page has stored under a key. */
async function readCheckpoint(page: Page, key: string) {
  const file = Buffer.from(String(await readNote(page, key)), 'base64');
  const end = 4 + file.readUInt32LE(0);
  return { header: JSON.parse(file.toString('utf8', 4, end)), tensors: file.subarray(end) };
}

/** The recipe of the checkpoint that the page has stored under a key. */
export async function recipeInPage(page: Page, key: string): Promise<Recipe> {
  const { header } = await readCheckpoint(page, key);
  return JSON.parse(header.lesson)[0];
}

/** What the page has learned, by the checkpoint that it has stored under a key. */
export async function inPage(page: Page, { set }: SmallTraining, key: string): Promise<Learned> {
  const { header, tensors } = await readCheckpoint(page, key);
  let at = 0;
  const learned = new Map(
    stateEntries(set.recipe).map(({ name, shape }) => {
      const bytes = 4 * sizeOf(shape);
      const values = new Float32Array(Uint8Array.from(tensors.subarray(at, at + bytes)).buffer);
      at += bytes;
      return [name, values];
    }),
  );
  return { steps: header.steps, points: header.curves.points, state: learned };
}

/** The distance between two EMA generators, relative to how far the second has moved from `start`. */
function relativeDistance({ set }: SmallTraining, here: Learned, there: Learned, start: Learned): number {
  const all = (learned: Learned): number[] =>
    stateEntries(set.recipe).flatMap(({ name, deviation }) =>
      name.startsWith('ema.') && deviation > 0 ? Array.from(learned.state.get(name) ?? []) : [],
    );
  const between = (a: readonly number[], b: readonly number[]): number =>
    Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0));
  const node = all(there);
  return between(all(here), node) / between(node, all(start));
}

/** From this step on two devices stay close: after a few more steps their distance is some 1e-4 of how far they moved. */
export const SETTLED = 24;

/**
 * Compares the page's training with Node's, from the checkpoint `from` or from fresh weights. Adam's first step has full
 * length along a gradient however small, so from fresh weights rounding errors grow about tenfold with each step, and
 * still grow after ten. So two steps are compared from fresh weights, and otherwise the steps after `SETTLED`.
 */
export async function expectSame(training: SmallTraining, here: Learned, from?: Learned): Promise<void> {
  const there = await inNode(training, from === undefined ? 2 : here.steps, from);
  for (const expected of there.points) {
    const found = here.points.find(({ step }) => step === expected.step);
    for (const name of ['lossDReal', 'lossDFake', 'lossG', 'dReal'] as const) {
      expect(Math.abs((found?.[name] ?? Number.NaN) - expected[name])).toBeLessThan(1e-3);
    }
  }
  if (from !== undefined) {
    expect(relativeDistance(training, here, there, from)).toBeLessThan(0.01);
  }
}
