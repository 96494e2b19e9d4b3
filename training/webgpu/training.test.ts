import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecipe } from '../../gan/recipe.ts';
import { METRICS } from '../../gan/step.ts';
import { fillNormal } from '../../latent/seed.ts';
import { openTrainer, type Trainer } from '../trainer/trainer.ts';
import { acquireGpu, type Gpu } from './gpu.ts';

const BATCH = 4;
const SIDE = 16;
const recipe = parseRecipe(
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
  'the test',
);

function pictures(step: number): Float32Array {
  return fillNormal(new Float32Array(BATCH * 3 * SIDE * SIDE), 11, step).map(Math.tanh);
}

async function lossesOf(trainer: Trainer, steps: number): Promise<number[]> {
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const { metrics } = await trainer.step(pictures(trainer.steps));
    losses.push(...METRICS.map((name) => metrics[name]));
  }
  return losses;
}

let gpu: Gpu;
beforeAll(async () => {
  gpu = await acquireGpu();
});
afterAll(() => gpu.release());

it('goes on from its last state when the GPU was lost', async () => {
  const trainer = await openTrainer(recipe, { device: 'webgpu' });
  await lossesOf(trainer, 2);
  const [weights, { steps }] = [await trainer.state(), trainer];
  const wanted = await lossesOf(trainer, 2);
  gpu.device.destroy();
  await expect(trainer.step(pictures(trainer.steps))).rejects.toThrow('the GPU was lost');
  await trainer.restart({ weights, steps });
  expect(await lossesOf(trainer, 2)).toEqual(wanted);
  await trainer.release();
});
