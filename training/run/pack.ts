/**
 * A run as one small file, to carry it to another machine: weights and averages in 16 bits, grids as WebP, and of Adam's
 * moments the mean of each. What is lost is made good within some hundreds of steps; bit for bit it is not the run that
 * was packed, so a machine that has the folder itself goes on with that.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { create, extract } from 'tar';
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { toFloat32 } from '../exchange/to-float32.ts';
import { completeState } from '../initial-state.ts';
import { ADAM_MEAN, ADAM_VARIANCE, adamVariance } from '../objective/adam.ts';
import { decodeStored, encodeSafetensors, type Writable } from '../safetensors.ts';
import { writeWhole } from '../write-whole.ts';
import { type Checkpoint, readCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { listGrids } from './grids.ts';
import { PAST, PAST_FILES, readPast } from './past.ts';
import { readRunRecipe } from './started.ts';

/** What goes along as it is, where it is there. */
const TEXTS = ['recipe.json', 'data.json', 'origin.json', 'sittings.jsonl', 'history.jsonl'] as const;
const STATE = 'state.safetensors';
/** Of the grids: they go into films, which compress them again. */
const WEBP_QUALITY = 88;

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The state in a third of its bytes. */
function pressed(state: Values): Writable {
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, { shape, data }]): [string, Writable[string]][] => {
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
  const { metadata, tensors } = decodeStored(bytes, path);
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

/** Gives each variance its weight's shape again. */
function expanded(state: Values): Values {
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

/** Does something in a folder that is gone afterwards. */
async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
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
 * @throws where there is no run with a checkpoint; an old file is then as it was
 */
export async function packRun(folder: string, out: string): Promise<number> {
  const checkpoint = (await readRunRecipe(folder)) && (await readCheckpoint(folder));
  if (!checkpoint) {
    throw new Error(`${folder}: there is no run with a checkpoint to pack`);
  }
  return withScratch(async (scratch) => {
    await mkdir(join(scratch, 'grids'));
    const { steps, seconds, rollbacks, swd, state } = checkpoint;
    const metadata = { steps: `${steps}`, seconds: `${seconds}`, rollbacks: `${rollbacks}` };
    const parts = encodeSafetensors(
      pressed(state),
      swd === undefined ? metadata : { ...metadata, swd: `${swd}` },
    );
    await writeFile(join(scratch, STATE), Buffer.concat(parts));
    for (const name of TEXTS) {
      const text = await readFile(join(folder, name)).catch(() => undefined);
      if (text) {
        await writeFile(join(scratch, name), text);
      }
    }
    if (await readPast(folder)) {
      await cp(join(folder, PAST), join(scratch, PAST), { recursive: true });
    }
    for (const { step, path } of await listGrids(folder)) {
      const webp = await sharp(path).webp({ quality: WEBP_QUALITY }).toBuffer();
      await writeFile(join(scratch, 'grids', `${String(step).padStart(9, '0')}.webp`), webp);
    }
    const names = (await readdir(scratch)).sort();
    const packed = create({ cwd: scratch, gzip: { level: 9 }, portable: true, sync: true }, names).read();
    if (!packed) {
      throw new Error(`${folder}: its tar came out empty`);
    }
    await writeWhole(out, packed);
    return steps;
  });
}

/**
 * Makes a run of a packed one. The folder appears whole or not at all.
 * @returns the checkpoint it goes on from
 * @throws where the folder is there already, or the file is not a packed run
 */
export async function unpackRun(file: string, folder: string): Promise<Checkpoint> {
  if (await readRunRecipe(folder)) {
    throw new Error(`${folder} is there already; write another --run NAME`);
  }
  const aside = `${folder}.${process.pid}.part`;
  await mkdir(join(aside, 'grids'), { recursive: true });
  try {
    const wanted = new RegExp(
      `^(${[...TEXTS, STATE].join('|')}|grids/\\d{9}\\.webp|${PAST}/(${PAST_FILES.join('|')}))$`,
    );
    // In one go: a failed extraction that is still writing would bring back what is removed below.
    extract({
      file,
      sync: true,
      cwd: aside,
      strict: true,
      filter: (path, entry) => wanted.test(path) && 'type' in entry && entry.type === 'File',
    });
    const recipe = await readRunRecipe(aside);
    if (!recipe) {
      throw new Error(`${file} is not a packed run: it has no recipe.json`);
    }
    const path = join(aside, STATE);
    const { metadata, tensors } = readState(await readFile(path), `${file}: ${STATE}`);
    const { swd } = metadata;
    const checkpoint = {
      steps: Number(metadata.steps),
      seconds: Number(metadata.seconds),
      rollbacks: Number(metadata.rollbacks),
      swd: swd === undefined ? undefined : Number(swd),
      state: completeState(recipe, expanded(tensors)),
    };
    await saveCheckpoint(aside, checkpoint);
    await rm(path);
    await rename(aside, folder);
    return checkpoint;
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    throw cause;
  }
}
