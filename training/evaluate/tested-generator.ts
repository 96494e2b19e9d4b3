/** The generator that is evaluated, of a published model or of a run. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { exists } from '../../files/read-optional.ts';
import { generatorInputSize } from '../../gan/networks/condition.ts';
import { inputsFromSeeds } from '../../latent/condition/condition.ts';
import type { Condition } from '../../latent/condition/condition-schema.ts';
import { UsageError } from '../command-line.ts';
import { type DrawImages, openGeneratorSession } from '../publish/generator-session.ts';
import { drawnGenerator } from '../publish/storage/calibrate.ts';
import { readOptionalManifest } from '../read/manifest.ts';
import { expectTrainedNetworks } from '../run/run.ts';
import { recordedCondition } from '../run/run-data.ts';
import { openSampler } from '../trainer/sampler.ts';

/** The number of faces that are drawn together. */
const BATCH = 50;

export type TestedGenerator = {
  /** The model's id, or the run's name and step. */
  readonly name: string;
  /** The tag of a published model, which share codes have. */
  readonly tag?: string;
  /** The step of the checkpoint, where it is of a run. */
  readonly step?: number | undefined;
  readonly resolution: number;
  /** How many numbers it takes: z, and then one for each class of a conditional generator. */
  readonly latentSize: number;
  readonly condition?: Condition | undefined;
  /** ψ of the prior it is published with, or will be. */
  readonly truncation: number;
  /** The recipe that it was trained by, so that pictures are read as it read them; its keys may be those of an earlier build. */
  readonly recipe?: Readonly<Record<string, unknown>> | undefined;
  /** z: f32 [n, latentSize] → f32 [n, 3, resolution, resolution] in [−1, 1] */
  readonly draw: DrawImages;
  release(): Promise<void>;
};

/** The generator of a published generator.onnx, or of one that is about to be published. */
export async function testedGenerator(
  generator: Uint8Array,
  about: Omit<TestedGenerator, 'draw' | 'release'>,
): Promise<TestedGenerator> {
  const { draw, release } = await openGeneratorSession(generator, about.latentSize);
  return { ...about, draw, release };
}

async function fromRun(folder: string): Promise<TestedGenerator> {
  const { recipe, ...checkpoint } = await expectTrainedNetworks(folder);
  const { steps } = checkpoint;
  const { resolution, truncation } = recipe;
  const condition = await recordedCondition(folder, recipe);
  const weights = await drawnGenerator(recipe, checkpoint, condition?.frequencies);
  const sampler = await openSampler(recipe, BATCH);
  return {
    name: `${basename(folder)} at step ${steps}`,
    step: steps,
    resolution,
    latentSize: generatorInputSize(recipe),
    condition,
    truncation,
    recipe,
    draw: (z) => sampler.draw(weights, z),
    release: () => sampler.release(),
  };
}

/** Whether the folder is of a run, though perhaps of one that has lost its recipe. */
async function hasCheckpoint(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some((name) => /^checkpoint-.*\.safetensors$/.test(name));
}

/** @param folder of a published model, or of a run, of which `expectTrainedNetworks` gives the EMA generator */
export async function openTestedGenerator(folder: string): Promise<TestedGenerator> {
  const manifest = await readOptionalManifest(folder);
  if (manifest !== undefined) {
    const { id, tag, resolution, latentSize, condition, prior, training } = manifest;
    const generator = await readFile(join(folder, 'generator.onnx'));
    return testedGenerator(generator, {
      name: id,
      tag,
      resolution,
      latentSize,
      condition,
      truncation: prior.truncation,
      recipe: training?.recipe,
    });
  }
  if ((await exists(join(folder, 'recipe.json'))) || (await hasCheckpoint(folder))) {
    return fromRun(folder);
  }
  throw new UsageError(
    `--model: ${resolve(folder)} is neither a published model nor a run; write models/ID or runs/NAME`,
  );
}

/** Draws the faces of latents in batches, and calls `visit` with each. */
export async function drawInBatches(
  { draw, latentSize }: TestedGenerator,
  z: Float32Array,
  visit: (images: Float32Array, start: number) => Promise<void> | void,
): Promise<void> {
  const n = z.length / latentSize;
  for (let i = 0; i < n; i += BATCH) {
    const end = Math.min(n, i + BATCH);
    await visit(await draw(z.subarray(i * latentSize, end * latentSize)), i);
  }
}

/**
 * Draws the faces of consecutive seeds in batches, and calls `visit` with each; a conditional generator gets the class that each seed draws.
 * @param psi ψ, which z is multiplied by
 */
export async function drawSeeds(
  generator: TestedGenerator,
  { first, count, psi }: { readonly first: number; readonly count: number; readonly psi: number },
  visit: (images: Float32Array, start: number) => Promise<void> | void,
): Promise<void> {
  await drawInBatches(generator, inputsFromSeeds(first, count, { ...generator, truncation: psi }), visit);
}
