import { afterAll, beforeAll, expect, it } from 'vitest';
import { lossesOf, pictures, TINY_RECIPE } from '../testing/tiny-training.ts';
import { openTrainer } from '../trainer/trainer.ts';
import { acquireGpu, type Gpu } from './gpu.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await acquireGpu();
});
afterAll(() => gpu.release());

it('goes on from its last state when the GPU was lost', async () => {
  const trainer = await openTrainer(TINY_RECIPE, { device: 'webgpu' });
  await lossesOf(trainer, 2);
  const [weights, { steps }] = [await trainer.state(), trainer];
  const wanted = await lossesOf(trainer, 2);
  gpu.device.destroy();
  await expect(trainer.step(pictures(trainer.steps))).rejects.toThrow('the GPU was lost');
  await trainer.restart({ weights, steps });
  expect(await lossesOf(trainer, 2)).toEqual(wanted);
  await trainer.release();
});
