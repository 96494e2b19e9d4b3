/**
 * Checkpoints: safetensors files with all that a run needs to go on. The newest are kept, and the one whose pictures were
 * nearest to the portraits; the distance is in each file's metadata, so no second file can disagree with it.
 */
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors } from '../../files/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';

/** How many of the newest are kept; more than one, in case a disk loses the newest. */
const KEPT = 2;
const NAME = /^checkpoint-(\d{9})\.safetensors$/;

/** What a checkpoint says beside its tensors. */
export type CheckpointMetadata = {
  readonly steps: number;
  /** Seconds of training since the first step, over all sessions. */
  readonly seconds: number;
  /** How often the run was rolled back to a checkpoint. */
  readonly rollbacks: number;
  /** Sliced Wasserstein distance × 10³ of its EMA generator's pictures, where it was measured. */
  readonly swd?: number | undefined;
};
export type Checkpoint = CheckpointMetadata & { readonly state: Values };
export type SavedCheckpoint = { readonly path: string; readonly best: boolean };
export type CheckpointFile = CheckpointMetadata & { readonly path: string };

/** Parses a checkpoint's metadata. Checkpoints of the first builds have no `rollbacks` and no `swd`. */
export function parseMetadata(
  { steps, seconds, rollbacks = '0', swd }: Readonly<Record<string, string>>,
  path: string,
): CheckpointMetadata {
  const parsed = {
    steps: Number(steps),
    seconds: Number(seconds),
    rollbacks: Number(rollbacks),
    swd: swd === undefined ? undefined : Number(swd),
  };
  if (!Number.isInteger(parsed.steps) || !Number.isFinite(parsed.seconds)) {
    throw new Error(`${path}: its metadata has no steps and seconds`);
  }
  return parsed;
}

/** The metadata of a checkpoint as safetensors files hold it: text by text. */
export function formatMetadata({
  steps,
  seconds,
  rollbacks,
  swd,
}: CheckpointMetadata): Record<string, string> {
  return {
    steps: String(steps),
    seconds: String(seconds),
    ...(rollbacks > 0 ? { rollbacks: String(rollbacks) } : {}),
    ...(swd === undefined ? {} : { swd: String(swd) }),
  };
}

/**
 * The checkpoints of a run, oldest first.
 * @throws where one is damaged, naming those that are left without it
 */
export async function listCheckpoints(folder: string): Promise<CheckpointFile[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      try {
        return { path, ...parseMetadata(await readSafetensorsMetadata(path), path) };
      } catch (cause) {
        throw damaged(path, names, cause);
      }
    }),
  );
}

/** What to do about a damaged checkpoint. */
function damaged(path: string, names: readonly string[], cause: unknown): Error {
  const earlier = names
    .filter((name) => NAME.test(name) && name < basename(path))
    .sort()
    .at(-1);
  const advice =
    earlier === undefined
      ? 'there is no earlier one'
      : `remove it to go on from ${earlier}; what was trained since is trained again`;
  return new Error(`${path} is damaged; ${advice}`, { cause });
}

/** The checkpoint with the least distance to the portraits; undefined where none was measured. */
export function bestCheckpoint(files: readonly CheckpointFile[]): CheckpointFile | undefined {
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
  const { metadata, tensors } = await readSafetensors(path).catch(async (cause: unknown) => {
    throw damaged(path, await readdir(dirname(path)), cause);
  });
  return { ...parseMetadata(metadata, path), state: tensors };
}

/** The newest checkpoint, or undefined before the first. */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  return read((await listCheckpoints(folder)).at(-1));
}

/** The best checkpoint; the newest where none was measured, undefined before the first. */
export async function readBestCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const files = await listCheckpoints(folder);
  return read(bestCheckpoint(files) ?? files.at(-1));
}

/**
 * Saves a checkpoint, then removes those that are no longer kept.
 * @returns its path, and whether it is the best so far
 */
export async function saveCheckpoint(
  folder: string,
  { state, ...metadata }: Checkpoint,
): Promise<SavedCheckpoint> {
  const path = join(folder, `checkpoint-${String(metadata.steps).padStart(9, '0')}.safetensors`);
  // `format` says that the tensors are named as PyTorch names them.
  await writeSafetensors(path, { metadata: { format: 'pt', ...formatMetadata(metadata) }, tensors: state });
  const files = await listCheckpoints(folder);
  const best = bestCheckpoint(files);
  for (const old of files.slice(0, -KEPT)) {
    if (old.path !== best?.path) {
      await rm(old.path);
    }
  }
  return { path, best: best?.path === path };
}
