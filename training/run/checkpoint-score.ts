/**
 * Scores a checkpoint at a small cost: the EMA generator draws from the same latents, and is compared with the same
 * portraits each time, so that scores of different checkpoints can be compared.
 */
import { askedFrequencies, withStratifiedClasses } from '../../gan/latents.ts';
import type { Recipe } from '../../gan/recipe.ts';
import type { Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import type { DataLoader } from '../data/data-loader.ts';
import { firstPortraits } from '../data/first-portraits.ts';
import { collectPatches, type LevelPatches } from '../measures/distributions/patches.ts';
import { slicedWasserstein } from '../measures/distributions/sliced-wasserstein.ts';
import { averagedGenerator, type Sampler } from '../trainer/sampler.ts';
import { unlessAborted } from './stop-on-signal.ts';

/** Pictures of either kind, and patches and projections of them: enough to tell a better checkpoint, in a second or two. */
const SAMPLES = 256;
const PATCHES_PER_IMAGE = 32;
const DIRECTIONS = 128;
/** A stream of the recipe's seed that neither steps nor grids use. */
const LATENT_STREAM = 2 ** 32 - 2;
/** Images between two scores, at first: some minutes on two cores, for a score of a second or two. */
const SCORED_EVERY = 2 ** 14;
/** Scores while the images double, later on. */
const SCORES_PER_DOUBLING = 16;

/**
 * Whether a generator is scored after a step. It depends on the step alone, not on the clock, so that a run that was interrupted
 * keeps the same best checkpoint as one that was not.
 */
export function isScored(step: number, batch: number): boolean {
  const [before, now] = [(step - 1) * batch, step * batch];
  const every = Math.max(SCORED_EVERY, 2 ** Math.floor(Math.log2(now)) / SCORES_PER_DOUBLING);
  return step > 0 && Math.floor(now / every) > Math.floor(before / every);
}

export type CheckpointScore = {
  /** Sliced Wasserstein distance × 10³ to the portraits, the mean of the levels; less is nearer. */
  swd: number;
  /** How much the generator's pictures differ from one another, as a share of how much the portraits do. */
  spread: number;
};

export type CheckpointScorer = {
  /** Undefined where the run is stopped before the portraits are read. */
  score(state: Values): Promise<CheckpointScore | undefined>;
};

/** The mean over pixels of the variance over n pictures: f32 [n, size]. */
function variance(images: Float32Array, size: number): number {
  const n = images.length / size;
  let total = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    let squares = 0;
    for (let at = i; at < images.length; at += size) {
      const value = images[at] ?? 0;
      sum += value;
      squares += value * value;
    }
    total += squares / n - (sum / n) ** 2;
  }
  return total / size;
}

/**
 * @param portraits are read once, when first needed
 * @param frequencies of the classes, where the recipe is conditional
 * @param stop stops the reading
 */
export function openCheckpointScorer(
  recipe: Recipe,
  sampler: Sampler,
  portraits: Pick<DataLoader, 'portrait'>,
  stop: AbortSignal,
  frequencies = askedFrequencies(recipe, undefined),
): CheckpointScorer {
  const { resolution: side, latentSize, seed } = recipe;
  const size = 3 * side * side;
  function patchesOf(images: Float32Array): LevelPatches[] {
    const collector = collectPatches(SAMPLES, side, { perImage: PATCHES_PER_IMAGE });
    collector.add(images);
    return collector.finish();
  }
  const z = fillNormal(new Float32Array(SAMPLES * latentSize), seed, LATENT_STREAM);
  const latents = withStratifiedClasses(recipe, z, frequencies);
  let known: { patches: LevelPatches[]; variance: number } | undefined;

  return {
    async score(state) {
      if (!known) {
        const images = await unlessAborted(firstPortraits(portraits, SAMPLES, side), stop);
        if (images === undefined) {
          return undefined;
        }
        known = { patches: patchesOf(images), variance: variance(images, size) };
      }
      const weights = averagedGenerator(recipe, state);
      const images = await sampler.draw(weights, latents);
      const { mean } = await slicedWasserstein(patchesOf(images), known.patches, { directions: DIRECTIONS });
      return {
        swd: Math.round(mean * 100) / 100,
        spread: Math.round(Math.sqrt(variance(images, size) / known.variance) * 1e4) / 1e4,
      };
    },
  };
}
