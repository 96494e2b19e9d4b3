/** What is evaluated: a generator at work, whether it is published or still in its run. */
import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseManifest } from '../../latent/manifest.ts';
import { latentFromSeed } from '../../latent/seed.ts';
import { UsageError } from '../command-line.ts';
import { calibrate } from '../publish/calibrate.ts';
import { type Draw, openPublished } from '../publish/published.ts';
import { readResult } from '../run.ts';
import { averagedGenerator, openSampler } from '../sampler.ts';

/** Faces that are drawn together. */
export const TOGETHER = 50;

export type Subject = {
  /** The model's id, or the run's name and step. */
  readonly name: string;
  readonly resolution: number;
  readonly latentSize: number;
  /** ψ of the prior it is published with, or will be. */
  readonly truncation: number;
  /** z: f32 [n, latentSize] → f32 [n, 3, resolution, resolution] in [−1, 1] */
  readonly draw: Draw;
  release(): Promise<void>;
};

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** The generator of bytes that are, or may become, a published generator.onnx. */
export async function subjectOf(
  generator: Uint8Array,
  about: Pick<Subject, 'name' | 'resolution' | 'latentSize' | 'truncation'>,
): Promise<Subject> {
  const { draw, release } = await openPublished(generator, about.latentSize);
  return { ...about, draw, release };
}

async function fromRun(folder: string): Promise<Subject> {
  const result = await readResult(folder);
  if (!result) {
    throw new UsageError(`--model: ${folder} holds no run with a checkpoint`);
  }
  const { recipe, steps, state } = result;
  const { resolution, latentSize, truncation } = recipe;
  const weights = await calibrate(recipe, averagedGenerator(recipe, state));
  const sampler = await openSampler(recipe, TOGETHER);
  const size = 3 * resolution * resolution;
  return {
    name: `${basename(folder)} at step ${steps}`,
    resolution,
    latentSize,
    truncation,
    async draw(z) {
      const n = z.length / latentSize;
      const images = new Float32Array(n * size);
      const padded = new Float32Array(TOGETHER * latentSize);
      for (let i = 0; i < n; i += TOGETHER) {
        const count = Math.min(TOGETHER, n - i);
        padded.set(z.subarray(i * latentSize, (i + count) * latentSize));
        const drawn = await sampler.sample(weights, padded);
        images.set(drawn.subarray(0, count * size), i * size);
      }
      return images;
    },
    release: () => sampler.release(),
  };
}

/** @param folder of a published model, or of a run, whose EMA generator is taken as `readResult` has it */
export async function openSubject(folder: string): Promise<Subject> {
  if (await exists(join(folder, 'manifest.json'))) {
    const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    const { id, resolution, latentSize, prior } = manifest;
    const generator = await readFile(join(folder, 'generator.onnx'));
    return subjectOf(generator, { name: id, resolution, latentSize, truncation: prior.truncation });
  }
  if (await exists(join(folder, 'recipe.json'))) {
    return fromRun(folder);
  }
  throw new UsageError(
    `--model: ${resolve(folder)} is neither a published model nor a run; write models/ID or runs/NAME`,
  );
}

/** f32 [count, latentSize], standard normal: of the seeds from `first` on. */
export function seededLatents(first: number, count: number, latentSize: number): Float32Array {
  const z = new Float32Array(count * latentSize);
  for (let i = 0; i < count; i++) {
    z.set(latentFromSeed(first + i, latentSize), i * latentSize);
  }
  return z;
}

/** Draws the faces of some latents, TOGETHER at a time, and shows each lot. */
export async function drawInLots(
  { draw, latentSize }: Subject,
  z: Float32Array,
  show: (images: Float32Array, start: number) => Promise<void> | void,
): Promise<void> {
  const n = z.length / latentSize;
  for (let i = 0; i < n; i += TOGETHER) {
    const end = Math.min(n, i + TOGETHER);
    await show(await draw(z.subarray(i * latentSize, end * latentSize)), i);
  }
}
