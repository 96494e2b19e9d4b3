/**
 * Checkpoints: all that a run needs to go on, as safetensors whose metadata tells the rest. The newest stay, and the
 * one whose pictures were nearest to the portraits. Which that is stands in the files, so nothing can disagree.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Values } from '../../graph/tensor.ts';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors } from '../safetensors.ts';

/** How many of the newest stay; more than one, in case a disk loses the newest. */
const KEPT = 2;
const NAME = /^checkpoint-(\d{9})\.safetensors$/;

/** What there is to say of a checkpoint beside its tensors. */
export type Standing = {
  readonly steps: number;
  /** Seconds of training up to here, over all the times the run was resumed. */
  readonly seconds: number;
  /** How often the run went back to a checkpoint and on with other latents. */
  readonly rollbacks: number;
  /** Sliced Wasserstein distance × 10³ of its EMA generator's pictures, where it was measured. */
  readonly swd?: number | undefined;
};
export type Checkpoint = Standing & { readonly state: Values };
export type Saved = { readonly path: string; readonly best: boolean };
export type CheckpointFile = Standing & { readonly path: string };

/** Reads a checkpoint's metadata; those of the first runs say nothing of rollbacks and distances. */
function parseStanding(
  { steps, seconds, rollbacks = '0', swd }: Readonly<Record<string, string>>,
  path: string,
): Standing {
  const standing = {
    steps: Number(steps),
    seconds: Number(seconds),
    rollbacks: Number(rollbacks),
    swd: swd === undefined ? undefined : Number(swd),
  };
  if (!Number.isInteger(standing.steps) || !Number.isFinite(standing.seconds)) {
    throw new Error(`${path}: its metadata gives no steps and seconds`);
  }
  return standing;
}

/** The checkpoints of a run, oldest first. */
export async function listCheckpoints(folder: string): Promise<CheckpointFile[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, ...parseStanding(await readSafetensorsMetadata(path), path) };
    }),
  );
}

/** Of some checkpoints the one nearest to the portraits; undefined where none was measured. */
export function bestOf(files: readonly CheckpointFile[]): CheckpointFile | undefined {
  return files.reduce<CheckpointFile | undefined>(
    (best, file) =>
      (file.swd ?? Number.POSITIVE_INFINITY) < (best?.swd ?? Number.POSITIVE_INFINITY) ? file : best,
    undefined,
  );
}

async function read(file: CheckpointFile | undefined): Promise<Checkpoint | undefined> {
  if (!file) {
    return undefined;
  }
  const { path } = file;
  const { metadata, tensors } = await readSafetensors(path);
  return { ...parseStanding(metadata, path), state: tensors };
}

/** The newest checkpoint, or undefined before the first. */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  return read((await listCheckpoints(folder)).at(-1));
}

/** The best checkpoint; the newest where none was measured, undefined before the first. */
export async function readBestCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const files = await listCheckpoints(folder);
  return read(bestOf(files) ?? files.at(-1));
}

/** Saves a checkpoint, then removes those that are no longer kept. Returns it and whether it is the best so far. */
export async function saveCheckpoint(
  folder: string,
  { steps, seconds, rollbacks, swd, state }: Checkpoint,
): Promise<Saved> {
  const path = join(folder, `checkpoint-${String(steps).padStart(9, '0')}.safetensors`);
  const metadata = {
    format: 'pt',
    steps: String(steps),
    seconds: String(seconds),
    ...(rollbacks > 0 ? { rollbacks: String(rollbacks) } : {}),
    ...(swd === undefined ? {} : { swd: String(swd) }),
  };
  await writeSafetensors(path, { metadata, tensors: state });
  const files = await listCheckpoints(folder);
  const best = bestOf(files);
  for (const old of files.slice(0, -KEPT)) {
    if (old.path !== best?.path) {
      await rm(old.path);
    }
  }
  return { path, best: best?.path === path };
}
