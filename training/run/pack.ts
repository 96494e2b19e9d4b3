/**
 * A run as one small file, to carry it to another machine: weights and averages as f16, grids as WebP, and of each of
 * Adam's second moments the mean. Some hundreds of steps make up for what is lost, but the unpacked run is not the packed
 * one bit for bit; where the folder itself is at hand, go on with that.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { create, extract } from 'tar';
import { readOptionalBytes } from '../../files/read-optional.ts';
import { writeAtomic, writeFolderAtomic } from '../../files/write-atomic.ts';
import { type Checkpoint, formatMetadata, parseMetadata } from '../../gan/checkpoint-file.ts';
import { completeState } from '../../gan/initial-state.ts';
import { ADAM_MEAN, ADAM_VARIANCE, adamVariance } from '../../gan/objective/adam.ts';
import { decodeSafetensors, encodeSafetensors, type WritableTensors } from '../../graph/safetensors.ts';
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { toFloat32 } from '../../graph/to-float32.ts';
import { UsageError } from '../command-line.ts';
import { mean } from '../statistics.ts';
import { BASE_CHECKPOINT_FILE } from './base-checkpoint.ts';
import { BASE_MODEL_FILES, BASE_MODEL_FOLDER, readBaseModel } from './base-model.ts';
import { readCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { listGrids } from './grids.ts';
import { expectRunRecipe, readRunRecipe } from './run-recipe.ts';

/** Files that are packed as they are, where they exist. */
const TEXTS = [
  'recipe.json',
  'data.json',
  'origin.json',
  BASE_CHECKPOINT_FILE,
  'sittings.jsonl',
  'costs.jsonl',
  'history.jsonl',
] as const;
const STATE = 'state.safetensors';
/** For grids, which are compressed once more when a film is made of them. */
const WEBP_QUALITY = 88;

/** The state in a third of its bytes. */
function compressState(state: Values): WritableTensors {
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, { shape, data }]): [string, WritableTensors[string]][] => {
      if (name.startsWith(ADAM_MEAN)) {
        return [];
      }
      if (name.startsWith(ADAM_VARIANCE)) {
        return [[name, { shape: [1], data: Float32Array.of(mean(data)) }]];
      }
      return [[name, { shape, data: Float16Array.from(data) }]];
    }),
  );
}

function readState(bytes: Uint8Array, path: string): { metadata: Record<string, string>; tensors: Values } {
  const { metadata, tensors } = decodeSafetensors(bytes, path);
  return {
    metadata: { ...metadata },
    tensors: Object.fromEntries(
      Array.from(tensors, ([name, stored]) => [
        name,
        { shape: stored.shape, data: toFloat32(stored, `${path}: ${name}`) },
      ]),
    ),
  };
}

/** Gives each second moment its weight's shape again. */
function expandState(state: Values): Values {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      const weight = Object.keys(state).find((other) => adamVariance(other) === name);
      const shape = weight === undefined ? undefined : state[weight]?.shape;
      return [
        name,
        shape ? { shape, data: new Float32Array(sizeOf(shape)).fill(value.data[0] ?? 0) } : value,
      ];
    }),
  );
}

/** Works in a temporary folder, which is removed afterwards. */
async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'dareka-run-'));
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/**
 * Packs a run, from its newest checkpoint, into a gzipped tar.
 * @returns the steps of the checkpoint
 * @throws where there is no run with a checkpoint; an old file is then unchanged
 */
export async function packRun(folder: string, out: string): Promise<number> {
  await expectRunRecipe(folder, 'use');
  const checkpoint = await readCheckpoint(folder);
  if (!checkpoint) {
    throw new UsageError(`${folder} has no checkpoint yet; train it first`);
  }
  return withTemporaryFolder(async (scratch) => {
    await mkdir(join(scratch, 'grids'));
    const { state, ...metadata } = checkpoint;
    const parts = encodeSafetensors(compressState(state), formatMetadata(metadata));
    await writeFile(join(scratch, STATE), Buffer.concat(parts));
    for (const name of TEXTS) {
      const text = await readOptionalBytes(join(folder, name));
      if (text) {
        await writeFile(join(scratch, name), text);
      }
    }
    if (await readBaseModel(folder)) {
      await cp(join(folder, BASE_MODEL_FOLDER), join(scratch, BASE_MODEL_FOLDER), { recursive: true });
    }
    for (const { step, path } of await listGrids(folder)) {
      const webp = await sharp(path).webp({ quality: WEBP_QUALITY }).toBuffer();
      await writeFile(join(scratch, 'grids', `${String(step).padStart(9, '0')}.webp`), webp);
    }
    const names = (await readdir(scratch)).sort();
    const packed = create({ cwd: scratch, gzip: { level: 9 }, portable: true, sync: true }, names).read();
    if (!packed) {
      throw new Error(`${folder}: the packed tar is empty`);
    }
    await writeAtomic(out, packed);
    return checkpoint.steps;
  });
}

/**
 * Unpacks a run. The folder appears complete or not at all.
 * @returns the checkpoint it goes on from
 * @throws where the folder exists already, or the file is not a packed run
 */
export async function unpackRun(file: string, folder: string): Promise<Checkpoint> {
  if (await readRunRecipe(folder)) {
    throw new Error(`${folder} exists already; write another --run NAME`);
  }
  return writeFolderAtomic(folder, async (temporary) => {
    await mkdir(join(temporary, 'grids'));
    const wanted = new RegExp(
      `^(${[...TEXTS, STATE].join('|')}|grids/\\d{9}\\.webp|${BASE_MODEL_FOLDER}/(${BASE_MODEL_FILES.join('|')}))$`,
    );
    // Synchronous: after an error, an extraction that was still writing would bring the removed folder back.
    extract({
      file,
      sync: true,
      cwd: temporary,
      strict: true,
      filter: (path, entry) => wanted.test(path) && 'type' in entry && entry.type === 'File',
    });
    const recipe = await readRunRecipe(temporary);
    if (!recipe) {
      throw new Error(`${file} is not a packed run: it has no recipe.json`);
    }
    const path = join(temporary, STATE);
    const { metadata, tensors } = readState(await readFile(path), `${file}: ${STATE}`);
    const checkpoint = {
      ...parseMetadata(metadata, file),
      state: completeState(recipe, expandState(tensors)),
    };
    await saveCheckpoint(temporary, checkpoint);
    await rm(path);
    return checkpoint;
  });
}
