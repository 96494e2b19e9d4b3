/** The kernels of our own on each of their devices (`vitest.webgpu.config.ts`, `vitest.wasm.config.ts`). */
import { describe, expect, it } from 'vitest';
import { METRICS, type Metrics, metricNames } from '../../gan/step.ts';
import { SMALL_RECIPES } from '../../gan/testing/small-recipes.ts';
import { testDevice } from '../testing/test-device.ts';
import { lossesOf, pictures, TINY_RECIPE } from '../testing/tiny-training.ts';
import { openTrainer } from './trainer.ts';

describe('training in kernels of our own', () => {
  it('has the losses of the CPU for 50 steps, to rounding', async () => {
    const [ours, reference] = [
      await openTrainer(TINY_RECIPE, { device: testDevice }),
      await openTrainer(TINY_RECIPE),
    ];
    const [found, wanted] = [await lossesOf(ours, 50), await lossesOf(reference, 50)];
    await Promise.all([ours.release(), reference.release()]);
    // A difference of rounding grows as the two networks go on from it.
    const errors = wanted.map((value, i) => Math.abs(value - (found[i] ?? Number.NaN)));
    expect(Math.max(...errors.slice(0, 5 * METRICS.length))).toBeLessThan(1e-4);
    expect(Math.max(...errors)).toBeLessThan(1e-2);
  });

  it.each(SMALL_RECIPES)('has the losses of the CPU with $name', async (small) => {
    const [ours, reference] = [await openTrainer(small, { device: testDevice }), await openTrainer(small)];
    for (let step = 0; step < 5; step++) {
      const real = pictures(step, small.discriminatorSteps);
      const beside = { classes: [0, 1, 2, step % 3] };
      const [{ metrics: found }, { metrics: wanted }] = [
        await ours.step(real, beside),
        await reference.step(real, beside),
      ];
      for (const name of metricNames(small)) {
        expect(
          Math.abs((found[name] ?? Number.NaN) - (wanted[name] ?? 0)),
          `${name} of step ${step + 1}`,
        ).toBeLessThan(1e-4);
      }
    }
    await Promise.all([ours.release(), reference.release()]);
  });

  it('has the same losses, bit for bit, where steps are started before earlier ones are done', async () => {
    const small = SMALL_RECIPES.find(({ discriminatorSteps }) => discriminatorSteps > 1) ?? TINY_RECIPE;
    const [awaited, queued] = [
      await openTrainer(small, { device: testDevice }),
      await openTrainer(small, { device: testDevice }),
    ];
    const wanted: Metrics[] = [];
    for (let i = 0; i < 6; i++) {
      wanted.push((await awaited.step(pictures(i, 2))).metrics);
    }
    const found = await Promise.all(Array.from({ length: 6 }, (_, i) => queued.step(pictures(i, 2))));
    expect(found.map(({ metrics }) => metrics)).toEqual(wanted);
    expect(await queued.state()).toEqual(await awaited.state());
    await Promise.all([awaited.release(), queued.release()]);
  });

  it('goes on from a state as if it had never stopped, bit for bit', async () => {
    const whole = await openTrainer(TINY_RECIPE, { device: testDevice });
    await lossesOf(whole, 3);
    const [weights, { steps }] = [await whole.state(), whole];
    const wanted = await lossesOf(whole, 6);
    const resumed = await openTrainer(TINY_RECIPE, { device: testDevice, weights, steps });
    expect(await lossesOf(resumed, 6)).toEqual(wanted);
    expect(await resumed.state()).toEqual(await whole.state());
    await Promise.all([whole.release(), resumed.release()]);
  });
});
