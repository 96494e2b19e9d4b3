/** A training that takes milliseconds a step: what tests of devices compare. */
import { parseRecipe } from '../../gan/recipe.ts';
import { METRICS } from '../../gan/step.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import type { Trainer } from '../trainer/trainer.ts';

const BATCH = 4;
const SIDE = 16;
export const TINY_RECIPE = parseRecipe(
  {
    name: 'tiny',
    resolution: SIDE,
    latentSize: 8,
    generatorWidth: 4,
    discriminatorWidth: 4,
    network: 'skip',
    discriminatorNorm: 'none',
    batch: BATCH,
    beta1: 0.5,
    r1Weight: 0.5,
    penaltyEvery: 4,
    minibatchDeviation: true,
    augmentColour: true,
    augmentTranslation: true,
  },
  'the tiny recipe',
);

/**
 * Noise in the place of real pictures, the same in each run.
 *
 * @param updates of D in a step
 * @returns f32 [updates * BATCH, 3, SIDE, SIDE] in [−1, 1]
 */
export function pictures(step: number, updates = 1): Float32Array {
  return fillNormal(new Float32Array(updates * BATCH * 3 * SIDE * SIDE), 11, step).map(Math.tanh);
}

/** Trains a number of steps. @returns all metrics, step after step */
export async function lossesOf(trainer: Trainer, steps: number): Promise<number[]> {
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const { metrics } = await trainer.step(pictures(trainer.steps));
    losses.push(...METRICS.map((name) => metrics[name]));
  }
  return losses;
}
