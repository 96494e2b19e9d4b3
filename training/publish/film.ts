/**
 * The film of a training, as an animated WebP: the fixed-noise grids of a run, preceded by those of the run that it grew
 * from, or by the film of the model that it continues.
 */
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Recipe } from '../../gan/recipe.ts';
import { GRID_COLUMNS, listGrids } from '../run/grids.ts';
import { readSegments, type TrainingSegment } from '../run/predecessors.ts';
import { readHistorySummary } from './history-summary.ts';

/** Enough frames to show the change; the first of them are close together, like the grids. */
const FRAMES = 60;
const FRAME_MILLISECONDS = 120;
const LAST_MILLISECONDS = 2500;
const QUALITY = 70;
/** The number of faces along each side of a frame, from the top left of a grid; with classes a frame is the whole grid. */
const FACES = 4;

export type TrainingFilm = {
  /** An animated WebP of FACES × FACES faces, or of a row of each class. */
  readonly webp: Uint8Array;
  /** The step of each frame, counted from the start of the whole training, as in the history. */
  readonly steps: readonly number[];
};

/** A candidate frame. */
type Frame = {
  readonly step: number;
  /** Its faces, at the size they were drawn in. */
  readonly faces: () => Promise<Sharp>;
};

async function cornerOf(path: string): Promise<Sharp> {
  const { width } = await sharp(path).metadata();
  const corner = (width / GRID_COLUMNS) * FACES;
  return sharp(path).extract({ left: 0, top: 0, width: corner, height: corner });
}

async function framesOf(
  { kind, folder, before, until }: TrainingSegment,
  isWhole: boolean,
): Promise<Frame[]> {
  if (kind === 'model') {
    const { film } = await readHistorySummary(folder);
    const all = film.map((step, page) => ({
      step,
      faces: async () => sharp(join(folder, 'film.webp'), { page }),
    }));
    return all.filter(({ step }) => step <= until);
  }
  // A base run may have been trained further after another one grew from it.
  const grids = (await listGrids(folder)).filter(({ step }) => before.steps + step <= until);
  return grids.map(({ step, path }) => ({
    step: before.steps + step,
    faces: async () => (isWhole ? sharp(path) : cornerOf(path)),
  }));
}

/**
 * Which frames an animation kept: the encoder merges consecutive equal frames into the first, with the sum of their delays.
 * @param delay of each encoded frame, in milliseconds
 */
async function firstFrames(webp: Uint8Array, delay: readonly number[]): Promise<number[]> {
  const starts = delay.map((_, i) => delay.slice(0, i).reduce((sum, each) => sum + each, 0));
  // A picture with one frame has no delays.
  const { delay: kept = [0] } = await sharp(webp).metadata();
  return kept.map((_, page) => starts.indexOf(kept.slice(0, page).reduce((sum, each) => sum + each, 0)));
}

async function allFrames(folder: string, isWhole: boolean): Promise<Frame[]> {
  const segments = await readSegments(folder);
  return (await Promise.all(segments.map((segment) => framesOf(segment, isWhole)))).flat();
}

/** Whether there is anything to make a film of. @param folder a run's folder */
export async function hasFilm(folder: string): Promise<boolean> {
  return (await allFrames(folder, true)).length > 0;
}

/** @param folder a run's folder @throws Error where it has no grids */
export async function makeFilm(
  folder: string,
  { resolution, classCount }: Pick<Recipe, 'resolution' | 'classCount'>,
): Promise<TrainingFilm> {
  const hasClasses = classCount > 0;
  const grids = await allFrames(folder, hasClasses);
  if (grids.length === 0) {
    throw new Error(`${folder}: no grids to make a film of`);
  }
  const count = Math.min(FRAMES, grids.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * (grids.length - 1)) / Math.max(1, count - 1)),
  ).flatMap((place) => grids[place] ?? []);
  const frames = await Promise.all(
    chosen.map(async ({ faces }) =>
      (await faces())
        .removeAlpha()
        .resize((hasClasses ? GRID_COLUMNS : FACES) * resolution)
        .png()
        .toBuffer(),
    ),
  );
  const delay = frames.map((_, i) => (i === frames.length - 1 ? LAST_MILLISECONDS : FRAME_MILLISECONDS));
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ quality: QUALITY, effort: 6, delay, loop: 0 })
    .toBuffer();
  const steps = chosen.map(({ step }) => step);
  return { webp, steps: (await firstFrames(webp, delay)).flatMap((i) => steps[i] ?? []) };
}
