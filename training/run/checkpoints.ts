/**
 * Checkpoints: safetensors files with all that a run needs to go on. The newest are kept, and the one whose pictures were
 * nearest to the portraits; the distance is in each file's metadata, so no second file can disagree with it.
 */
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors } from '../../files/safetensors.ts';
import {
  type Checkpoint,
  type CheckpointMetadata,
  checkpointMetadata,
  checkpointName,
  parseMetadata,
} from '../../gan/checkpoint-file.ts';

/** How many of the newest are kept; more than one, in case a disk loses the newest. */
const KEPT = 2;
const NAME = /^checkpoint-(\d{9})\.safetensors$/;

export type SavedCheckpoint = { readonly path: string; readonly best: boolean };
export type CheckpointFile = CheckpointMetadata & { readonly path: string };

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
  const path = join(folder, checkpointName(metadata.steps));
  await writeSafetensors(path, { metadata: checkpointMetadata(metadata), tensors: state });
  const files = await listCheckpoints(folder);
  const best = bestCheckpoint(files);
  for (const old of files.slice(0, -KEPT)) {
    if (old.path !== best?.path) {
      await rm(old.path);
    }
  }
  return { path, best: best?.path === path };
}
