/** What the page has learned, beside what Node learns from the same pictures. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { classOfPicture } from '../../client/page/train-here/sets/sheet.ts';
import { examplesOfStep, readBatch } from '../../client/page/train-here/worker/dataset.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import { stateEntries } from '../../gan/state-entries.ts';
import { openTrainer } from '../../training/trainer/trainer.ts';
import type { SmallTraining } from '../site/visit-shared-site.ts';
import { readNote } from './storage.ts';

type Point = { step: number; lossDReal: number; lossDFake: number; lossG: number; dReal: number };
export type Learned = { steps: number; points: Point[]; state: Map<string, Float32Array> };

/** What the page's step after `steps` steps learns from. @param sheet the file of the pictures */
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

/** Trains in Node up to a number of steps, from fresh weights or from a checkpoint of a page. */
async function inNode(training: SmallTraining, steps: number, from?: Learned): Promise<Learned> {
  const { set } = training;
  const state = stateEntries(set.recipe);
  const weights =
    from &&
    Object.fromEntries(
      state.map(({ name, shape }) => [name, { shape, data: from.state.get(name) ?? new Float32Array() }]),
    );
  const trainer = await openTrainer(parseRecipe(set.recipe, 'the published recipe'), {
    weights,
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

/** The checkpoint that the page has stored under a key. */
export async function inPage(page: Page, { set }: SmallTraining, key: string): Promise<Learned> {
  const file = Buffer.from(String(await readNote(page, key)), 'base64');
  const length = file.readUInt32LE(0);
  const { steps, curves } = JSON.parse(file.toString('utf8', 4, 4 + length));
  let at = 4 + length;
  const learned = new Map(
    stateEntries(set.recipe).map(({ name, shape }) => {
      const bytes = 4 * shape.reduce((product, size) => product * size, 1);
      const values = new Float32Array(Uint8Array.from(file.subarray(at, at + bytes)).buffer);
      at += bytes;
      return [name, values];
    }),
  );
  return { steps, points: curves.points, state: learned };
}

/** The distance between two EMA generators, as a share of the distance that the second has moved from `start`. */
function strayed({ set }: SmallTraining, here: Learned, there: Learned, start: Learned): number {
  const all = (learned: Learned): number[] =>
    stateEntries(set.recipe).flatMap(({ name, deviation }) =>
      name.startsWith('ema.') && deviation > 0 ? Array.from(learned.state.get(name) ?? []) : [],
    );
  const between = (a: readonly number[], b: readonly number[]): number =>
    Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0));
  const node = all(there);
  return between(all(here), node) / between(node, all(start));
}

/** From this step on two devices stay close: after a few more steps they are some 1e-4 of the distance moved apart. */
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
    expect(strayed(training, here, there, from)).toBeLessThan(0.01);
  }
}

/** The step that the page says its training has reached; 0 before it says any. */
export function stepOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const said = document.querySelector('.session-status')?.textContent ?? '';
    return Number(/Step ([\d,]+)\./.exec(said)?.[1]?.replaceAll(',', '') ?? 0);
  });
}

/** Waits until the page says that its training is at that step, or beyond it. */
export function untilStep(page: Page, step: number) {
  return page.waitForFunction((least) => {
    const status = document.querySelector('.session-status')?.textContent ?? '';
    return Number(/Step ([\d,]+)\./.exec(status)?.[1]?.replaceAll(',', '')) >= least;
  }, step);
}
