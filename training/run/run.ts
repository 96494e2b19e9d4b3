/**
 * A run: a folder with the recipe it was started with, its history, its checkpoints and its grids, and one process at
 * a time that trains it. Whatever moment that process dies at, the next one finds a checkpoint and goes on from there.
 */
import { mkdir } from 'node:fs/promises';
import { removeTemporaryFiles } from '../files/write-atomic.ts';
import type { Recipe } from '../recipe.ts';
import type { CheckpointScore } from './checkpoint-score.ts';
import {
  type Checkpoint,
  listCheckpoints,
  readBestCheckpoint,
  readCheckpoint,
  type SavedCheckpoint,
  saveCheckpoint,
} from './checkpoints.ts';
import { rewindGrids, saveGrid } from './grids.ts';
import { appendHistory, type HistoryLine, rewindHistory } from './history.ts';
import { lockRun } from './lock.ts';
import { readRunRecipe, startRun } from './run-recipe.ts';

export { readCheckpoint } from './checkpoints.ts';
export { readRunRecipe } from './run-recipe.ts';

/**
 * What a run arrived at, wherever its networks are used: its best checkpoint, or its last where the rates have fallen to
 * zero, since it has come to rest there. Undefined where there is no run with a checkpoint.
 */
export async function readTrainedNetworks(
  folder: string,
): Promise<(Checkpoint & { recipe: Recipe }) | undefined> {
  const recipe = await readRunRecipe(folder);
  const newest = recipe && (await readCheckpoint(folder));
  if (!newest) {
    return undefined;
  }
  const isSettled = recipe.decaySteps > 0 && newest.steps >= recipe.decaySteps;
  const result = isSettled ? newest : await readBestCheckpoint(folder);
  return result && { ...result, recipe };
}

export type Run = {
  readonly folder: string;
  /** What to go on from; undefined where nothing was saved yet. */
  readonly checkpoint: Checkpoint | undefined;
  /** Notes a step for the history, which has it with the next checkpoint. */
  record(line: HistoryLine): void;
  /** Saves history and checkpoint, in this order: a step that the history has too much is taken again. */
  save(checkpoint: Checkpoint, score?: CheckpointScore): Promise<SavedCheckpoint>;
  saveGrid(step: number, png: Uint8Array): Promise<string>;
  /**
   * Back to the newest checkpoint: forgets all after it, and counts the rollback in it, so that a process which is
   * killed right after goes on with the same latents. Undefined where there is no checkpoint: back to the start.
   */
  rollBack(): Promise<Checkpoint | undefined>;
  /** The file of the newest checkpoint. */
  newest(): Promise<string | undefined>;
  close(): void;
};

/**
 * Makes a run, or takes it up again.
 * @throws where another process trains it, or where it was started with another recipe
 */
export async function openRun(folder: string, recipe: Recipe): Promise<Run> {
  await mkdir(folder, { recursive: true });
  const lock = await lockRun(folder);
  await removeTemporaryFiles(folder);
  await startRun(folder, recipe);
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
