/** A run's folder: its recipe, its checkpoints, its history and its grids. */
import { appendFile, mkdir, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Values } from './graph/execute.ts';
import { parseRecipe, type Recipe } from './recipe.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { Metrics } from './step.ts';
import { writeWhole } from './write-whole.ts';

/** How many checkpoints stay; more than one, in case a disk loses the newest. */
const KEPT = 2;
const CHECKPOINT = /^checkpoint-(\d{9})\.safetensors$/;
const padded = (steps: number): string => String(steps).padStart(9, '0');

export type Checkpoint = { readonly steps: number; readonly seconds: number; readonly state: Values };
export type HistoryLine = { step: number; images: number; seconds: number } & Metrics;

const checkpointsOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => CHECKPOINT.test(name)).sort();

/** The recipe a run was started with, or undefined where there is no such run. */
export const readRunRecipe = async (folder: string): Promise<Recipe | undefined> => {
  const path = join(folder, 'recipe.json');
  try {
    return parseRecipe(JSON.parse(await readFile(path, 'utf8')), path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
};

/** Makes the folder of a new run. */
export const createRun = async (folder: string, recipe: Recipe): Promise<void> => {
  await mkdir(join(folder, 'grids'), { recursive: true });
  await writeWhole(join(folder, 'recipe.json'), `${JSON.stringify(recipe, null, 2)}\n`);
};

/** The newest checkpoint, or undefined before the first. */
export const readCheckpoint = async (folder: string): Promise<Checkpoint | undefined> => {
  const newest = (await checkpointsOf(folder)).at(-1);
  if (newest === undefined) return undefined;
  const { metadata, tensors } = await readSafetensors(join(folder, newest));
  const steps = Number(metadata.steps);
  const seconds = Number(metadata.seconds);
  if (!Number.isInteger(steps) || !Number.isFinite(seconds))
    throw new Error(`${join(folder, newest)}: its metadata gives no steps and seconds`);
  return { steps, seconds, state: tensors };
};

/** Saves a checkpoint, then removes those that are no longer kept. */
export const saveCheckpoint = async (
  folder: string,
  { steps, seconds, state }: Checkpoint,
): Promise<void> => {
  const metadata = { format: 'pt', steps: String(steps), seconds: String(seconds) };
  await writeSafetensors(join(folder, `checkpoint-${padded(steps)}.safetensors`), {
    metadata,
    tensors: state,
  });
  for (const old of (await checkpointsOf(folder)).slice(0, -KEPT)) await rm(join(folder, old));
};

export const saveGrid = (folder: string, steps: number, png: Uint8Array): Promise<void> =>
  writeWhole(join(folder, 'grids', `${padded(steps)}.png`), png);

const historyPath = (folder: string): string => join(folder, 'history.jsonl');

export const appendHistory = (folder: string, lines: readonly HistoryLine[]): Promise<void> =>
  appendFile(historyPath(folder), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** Forgets what the history tells of steps after a checkpoint: a resumed run will take them again. */
export const rewindHistory = async (folder: string, steps: number): Promise<void> => {
  const bytes = await readFile(historyPath(folder)).catch(() => undefined);
  if (!bytes) return;
  let keep = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, end + 1)) {
    const line: unknown = JSON.parse(bytes.toString('utf8', keep, end));
    if (typeof line !== 'object' || line === null || !('step' in line) || Number(line.step) > steps) break;
    keep = end + 1;
  }
  await truncate(historyPath(folder), keep);
};
