/** All that a run's folder tells, for its report. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../files/read-optional.ts';
import { parseJson } from '../parse.ts';
import { makeFilm } from '../publish/film.ts';
import type { Recipe } from '../recipe.ts';
import { bestCheckpoint, type CheckpointFile, listCheckpoints } from '../run/checkpoints.ts';
import { listGrids } from '../run/grids.ts';
import { readRunRecipe } from '../run/run-recipe.ts';
import { readSessions, type Session } from '../run/sessions.ts';
import { dataUrl, gridPictures, type Picture } from './pictures.ts';

const lineSchema = v.looseObject({
  step: v.number(),
  images: v.number(),
  seconds: v.number(),
  lossDReal: v.number(),
  lossDFake: v.number(),
  lossG: v.number(),
  dReal: v.number(),
  dFakeBefore: v.number(),
  dFakeAfter: v.number(),
  swd: v.optional(v.number()),
  spread: v.optional(v.number()),
  rollbacks: v.optional(v.number(), 0),
});
export type Line = v.InferOutput<typeof lineSchema>;

export type RunStory = {
  readonly name: string;
  readonly recipe: Recipe;
  readonly history: readonly Line[];
  readonly sessions: readonly Session[];
  /** What the run noted of its data, or undefined where it noted nothing. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly checkpoints: readonly CheckpointFile[];
  readonly best: CheckpointFile | undefined;
  readonly grids: readonly Picture[];
  /** An animated WebP as a data URL. */
  readonly film: string | undefined;
};

/** The lines of a history; the half of a line at its end, which is being written, is left out. */
async function readHistory(folder: string): Promise<Line[]> {
  const text = (await readOptional(join(folder, 'history.jsonl'))) ?? '';
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => parseJson(lineSchema, line, 'history.jsonl'));
}

/**
 * Reads a run, which may be in training.
 * @throws where the folder holds none
 */
export async function readRun(folder: string, name: string): Promise<RunStory> {
  const recipe = await readRunRecipe(folder);
  if (!recipe) {
    throw new Error(`${folder} holds no run: there is no recipe.json in it`);
  }
  const data = await readOptional(join(folder, 'data.json'));
  const checkpoints = await listCheckpoints(folder);
  const grids = await listGrids(folder);
  const film = grids.length > 1 ? (await makeFilm(folder, recipe.resolution)).webp : undefined;
  return {
    name,
    recipe,
    history: await readHistory(folder),
    sessions: await readSessions(folder),
    data:
      data === undefined
        ? undefined
        : parseJson(v.record(v.string(), v.unknown()), data, join(folder, 'data.json')),
    checkpoints,
    best: bestCheckpoint(checkpoints),
    grids: await gridPictures(grids),
    film: film && dataUrl(film),
  };
}
