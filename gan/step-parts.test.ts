import { describe, expect, it } from 'vitest';
import { parseRecipe } from './recipe.ts';
import { stepInputs } from './step-inputs.ts';
import { discriminatorStep, partKey, picturesOfStep, stepParts } from './step-parts.ts';

const recipe = parseRecipe(
  {
    name: 'often',
    resolution: 16,
    latentSize: 6,
    generatorWidth: 4,
    discriminatorWidth: 4,
    discriminatorNorm: 'none',
    batch: 4,
    discriminatorSteps: 3,
    loss: 'wasserstein',
    r1Weight: 1,
    penaltyEvery: 2,
    condition: 'projection',
    classes: '0, 1, 2',
    augmentTranslation: true,
  },
  'the test',
);
const once = { ...recipe, discriminatorSteps: 1 };

describe('the parts of a step', () => {
  it('are D’s updates and then the one with G’s, and penalties count D’s updates', () => {
    expect(stepParts(recipe, 0).map(partKey)).toEqual([
      'discriminator penalized',
      'discriminator',
      'step penalized',
    ]);
    expect(stepParts(recipe, 1).map(partKey)).toEqual(['discriminator', 'discriminator penalized', 'step']);
    expect(stepParts(once, 2).map(partKey)).toEqual(['step penalized']);
    expect(stepParts({ ...once, r1Weight: 0 }, 2).map(partKey)).toEqual(['step']);
    expect(picturesOfStep(recipe)).toBe(12);
  });

  it('have pictures, classes and random numbers of their own', () => {
    const real = Float32Array.from({ length: 12 * 3 * 256 }, (_, i) => Math.floor(i / (3 * 256)));
    const classes = Array.from({ length: 12 }, (_, i) => i % 3);
    const fed = stepParts(recipe, 5).map(({ update }) =>
      stepInputs(recipe, 5, real, { classes }, {}, update),
    );
    expect(fed.map((inputs) => inputs.real?.data[0])).toEqual([0, 4, 8]);
    expect(fed.map((inputs) => Array.from(inputs['class.real']?.data.subarray(0, 3) ?? []))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const numbers = fed.flatMap((inputs) => Array.from(inputs.z?.data ?? []));
    expect(numbers.length).toBe(12 * 6);
    expect(new Set(numbers).size).toBe(12 * 6);
    for (const name of ['augment.real.rows', 'augment.fake.columns', 'rate.D', 'correction.D']) {
      expect(new Set(fed.map((inputs) => String(inputs[name]?.data))).size, name).toBe(3);
    }
    // The last one is what is fed where no part is named.
    expect(stepInputs(recipe, 5, real, { classes })).toEqual(fed[2]);
  });

  it('begin with what a step with one update is fed', () => {
    const real = new Float32Array(12 * 3 * 256).fill(0.5);
    const classes = Array.from({ length: 12 }, (_, i) => i % 3);
    const first = stepInputs(recipe, 7, real, { classes }, {}, 0);
    const only = stepInputs(once, 7, real.subarray(0, 4 * 3 * 256), { classes: classes.slice(0, 4) });
    for (const name of [
      'z',
      'real',
      'class.real',
      'class.fake',
      'augment.real.rows',
      'augment.fakeAgain.rows',
    ]) {
      expect(first[name], name).toEqual(only[name]);
    }
  });

  it('that only update D change nothing of G', () => {
    const changed = Object.keys(
      discriminatorStep({ ...recipe, discriminatorNorm: 'batch', r1Weight: 0 }, false),
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((name) => !/^next\.(adam\.[mv]\.)?D\./.test(name))).toEqual([]);
    expect(changed.some((name) => name.endsWith('.running_mean'))).toBe(true);
  });
});
