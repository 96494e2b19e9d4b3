/**
 * A run: a folder with its recipe, history, checkpoints and grids, and at most one process that trains it. That process can
 * be killed at any moment; the next one resumes from the newest checkpoint.
 */

import { mkdir } from 'node:fs/promises';
import { removeTemporaryFiles } from '../../files/write-atomic.ts';
import type { Checkpoint } from '../../gan/checkpoint-file.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { UsageError } from '../command-line.ts';
import type { CheckpointScore } from './checkpoint-score.ts';
import {
  listCheckpoints,
  readBestCheckpoint,
  readCheckpoint,
  type SavedCheckpoint,
  saveCheckpoint,
} from './checkpoints.ts';
import { rewindGrids, saveGrid } from './grids.ts';
import { appendHistory, type HistoryLine, rewindHistory } from './history.ts';
import { lockFolder } from './lock.ts';
import { expectRunRecipe, readRunRecipe, saveRunRecipe } from './run-recipe.ts';
import { readSessions } from './sessions.ts';

/**
 * The checkpoint of a run to publish or evaluate: the one whose generator scored best, or the last one where the learning rates
 * have fallen to zero, the generator still waits for its discriminator, or the latest training was in PyTorch, which scores none. Undefined
 * where there is no run with a checkpoint.
 */
export async function readTrainedNetworks(
  folder: string,
): Promise<(Checkpoint & { recipe: Recipe }) | undefined> {
  const recipe = await readRunRecipe(folder);
  const newest = recipe && (await listCheckpoints(folder)).at(-1);
  if (!newest) {
    return undefined;
  }
  const isSettled = recipe.decaySteps > 0 && newest.steps >= recipe.decaySteps;
  const generatorWaited = newest.steps <= recipe.generatorWaits;
  const isUnscored = (await readSessions(folder)).at(-1)?.pytorch !== undefined;
  const result =
    isSettled || generatorWaited || isUnscored
      ? await readCheckpoint(folder)
      : await readBestCheckpoint(folder);
  return result && { ...result, recipe };
}

/**
 * The same, of a run that has to be there.
 * @throws UsageError where there is no run, or it has lost its recipe, or has no checkpoint yet
 */
export async function expectTrainedNetworks(folder: string): Promise<Checkpoint & { recipe: Recipe }> {
  await expectRunRecipe(folder, 'use');
  const result = await readTrainedNetworks(folder);
  if (!result) {
    throw new UsageError(`${folder} has no checkpoint yet; train it first`);
  }
  return result;
}

export type Run = {
  readonly folder: string;
  /** The checkpoint to resume from; undefined where nothing was saved yet. */
  readonly checkpoint: Checkpoint | undefined;
  /** Records a step; it is written to the history with the next checkpoint. */
  record(line: HistoryLine): void;
  /** Saves the history, then the checkpoint: steps that only the history has are taken again. */
  save(checkpoint: Checkpoint, score?: CheckpointScore): Promise<SavedCheckpoint>;
  saveGrid(step: number, png: Uint8Array): Promise<string>;
  /**
   * Goes back to the newest checkpoint: removes everything after it. Undefined where there is no checkpoint and the run
   * starts again.
   */
  rewind(): Promise<Checkpoint | undefined>;
  /** The same, and counts it in the checkpoint, so that a process that resumes later uses the same latents. */
  rollBack(): Promise<Checkpoint | undefined>;
  /** The file of the newest checkpoint. */
  newest(): Promise<string | undefined>;
  close(): void;
};

/**
 * Makes a run, or resumes it.
 * @throws where another process trains it, or where it was started with another recipe
 */
export async function openRun(folder: string, recipe: Recipe): Promise<Run> {
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder);
  await removeTemporaryFiles(folder);
  await saveRunRecipe(folder, recipe);
  const lines: HistoryLine[] = [];
  async function rewind(steps: number): Promise<void> {
    lines.length = 0;
    await rewindHistory(folder, steps);
    await rewindGrids(folder, steps);
  }
  const checkpoint = await readCheckpoint(folder);
  await rewind(checkpoint?.steps ?? 0);
  return {
    folder,
    checkpoint,
    record(line) {
      lines.push(line);
    },
    async save(current, score) {
      const last = lines.pop();
      if (last) {
        lines.push({ ...last, ...score });
      }
      await appendHistory(folder, lines.splice(0));
      return saveCheckpoint(folder, { ...current, swd: score?.swd });
    },
    saveGrid: (step, png) => saveGrid(folder, step, png),
    async rewind() {
      const newest = await readCheckpoint(folder);
      await rewind(newest?.steps ?? 0);
      return newest;
    },
    async rollBack() {
      const newest = await readCheckpoint(folder);
      const counted = newest && { ...newest, rollbacks: newest.rollbacks + 1 };
      if (counted) {
        await saveCheckpoint(folder, counted);
      }
      await rewind(counted?.steps ?? 0);
      return counted;
    },
    newest: async () => (await listCheckpoints(folder)).at(-1)?.path,
    close: () => lock.release(),
  };
}
