/** Reads everything that the report of a run shows. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { makeFilm } from '../publish/film.ts';
import { parseJson } from '../read/parse.ts';
import { bestCheckpoint, type CheckpointFile, listCheckpoints } from '../run/checkpoints.ts';
import { type ClassReadings, readClassReadings } from '../run/class-readings.ts';
import { type Cost, readCosts } from '../run/costs.ts';
import { listGrids } from '../run/grids.ts';
import { type HistoryLine, readHistory } from '../run/history.ts';
import { expectRunRecipe } from '../run/run-recipe.ts';
import { readSessions, type Session } from '../run/sessions.ts';
import { dataUrl, gridPictures, type Picture } from './pictures.ts';

export type RunReport = {
  readonly name: string;
  readonly recipe: Recipe;
  readonly history: readonly HistoryLine[];
  readonly sessions: readonly Session[];
  /** One for each session that has ended. */
  readonly costs: readonly Cost[];
  /** The run's record of its data, if it has one. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly checkpoints: readonly CheckpointFile[];
  readonly best: CheckpointFile | undefined;
  readonly grids: readonly Picture[];
  /** The measurements of its classes, if it has classes. */
  readonly classes: ClassReadings | undefined;
  /** An animated WebP as a data URL. */
  readonly film: string | undefined;
};

/**
 * Reads a run, which may be in training.
 * @throws UsageError where there is no run in the folder, or it has lost its recipe
 */
export async function readRun(folder: string, name: string): Promise<RunReport> {
  const recipe = await expectRunRecipe(folder, 'use');
  const data = await readOptional(join(folder, 'data.json'));
  const checkpoints = await listCheckpoints(folder);
  const grids = await listGrids(folder);
  const film = grids.length > 1 ? (await makeFilm(folder, recipe)).webp : undefined;
  return {
    name,
    recipe,
    history: await readHistory(folder),
    sessions: await readSessions(folder),
    costs: await readCosts(folder),
    data:
      data === undefined
        ? undefined
        : parseJson(v.record(v.string(), v.unknown()), data, join(folder, 'data.json')),
    checkpoints,
    best: bestCheckpoint(checkpoints),
    grids: await gridPictures(grids),
    classes: await readClassReadings(folder),
    film: film && dataUrl(film),
  };
}
