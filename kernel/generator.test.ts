import { describe, expect, test } from 'vitest';
import { latentFromSeed } from '../latent/seed/seed.ts';
import { toRgba } from '../picture/rgba.ts';
import { loadGenerator, openGenerator } from './generator.ts';
import { dcganPlan, largePlan, oddPlan, randomWeights, skipPlan } from './testing/random-model.ts';
import { openReferenceGenerator } from './testing/reference.ts';
import { buildKernel } from './tools/build.ts';
import type { LayerWeights } from './weights.ts';

const LATENT_SIZE = 10;
const module = await WebAssembly.compile(await buildKernel());

/**
 * Sums of at most 4 · 16 products, in another order, through at most eleven layers: some three hundred roundings of 2^-24
 * of values of the order of 1.
 */
const TOLERANCE = 2e-5;

/** In steps of 1/255: a value halfway between two steps may be rounded either way. */
const ROUNDING = 1;

function apart(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

describe('the kernel draws what plain TypeScript draws', () => {
  test.each([
    ['with one to-RGB layer', dcganPlan, 4],
    ['with an RGB image at every size', skipPlan, 4],
    ['of 256 × 256', largePlan, 1],
    ['whose sides are no powers of two', oddPlan, 1],
  ])('of a generator %s', (_, plan, seeds) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const weights = randomWeights(plan, LATENT_SIZE, seed);
      const { draw, image } = loadGenerator({ module, plan, weights, latentSize: LATENT_SIZE });
      const reference = openReferenceGenerator(plan, weights);
      // Twice, since the feature maps still hold the previous values.
      for (const z of [latentFromSeed(seed, LATENT_SIZE), latentFromSeed(seed + 99, LATENT_SIZE)]) {
        const pixels = draw(z);
        const drawn = image();
        const wanted = reference(z);
        expect(drawn.length).toBe(wanted.length);
        expect(new Set(wanted).size).toBeGreaterThan(wanted.length / 2);
        const worst = drawn.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? Number.NaN))),
          0,
        );
        expect(worst).toBeLessThan(TOLERANCE);
        expect(apart(pixels, toRgba(drawn, plan.at(-1)?.side ?? 0))).toBeLessThanOrEqual(ROUNDING);
      }
    }
  });

  test('and gives the output of every layer, the image last', () => {
    const weights = randomWeights(skipPlan, LATENT_SIZE, 2);
    const generator = loadGenerator({ module, plan: skipPlan, weights, latentSize: LATENT_SIZE });
    const z = latentFromSeed(2, LATENT_SIZE);
    const outputs = generator.layerOutputs(z);
    expect(outputs.map(({ name, shape }) => [name, ...shape])).toEqual(
      skipPlan.map(({ name, channels, side }) => [name, channels, side, side]),
    );
    // The first layer is a matrix product, which is computed here once more.
    const { values, scales, bias, shape } = weights.get('a') as LayerWeights;
    const taps = shape[2] * shape[3];
    const first = Float32Array.from({ length: shape[1] * taps }, (_, at) => {
      const channel = Math.floor(at / taps);
      const sum = z.reduce((total, value, i) => total + value * (values[i * shape[1] * taps + at] ?? 0), 0);
      return Math.max(0, (bias[channel] ?? 0) + (scales[channel] ?? 0) * sum);
    });
    const worst = first.reduce((most, value, i) => {
      return Math.max(most, Math.abs(value - (outputs[0]?.values[i] ?? Number.NaN)));
    }, 0);
    expect(worst).toBeLessThan(TOLERANCE);
    expect(outputs.at(-1)?.values).toEqual(generator.image());
  });

  test('and the same image again for the same z', () => {
    const draw = openGenerator({
      module,
      plan: skipPlan,
      weights: randomWeights(skipPlan, LATENT_SIZE, 7),
      latentSize: LATENT_SIZE,
    });
    const z = latentFromSeed(3, LATENT_SIZE);
    const first = draw(z);
    draw(latentFromSeed(4, LATENT_SIZE));
    expect(draw(z)).toEqual(first);
  });
});

describe('a face at the size of a smaller RGB image', () => {
  const weights = randomWeights(skipPlan, LATENT_SIZE, 6);
  const z = latentFromSeed(6, LATENT_SIZE);
  const { draw, image } = loadGenerator({ module, plan: skipPlan, weights, latentSize: LATENT_SIZE });

  test.each([16, 32])('of side %i is what a generator without the later layers draws', (side) => {
    const plan = skipPlan.slice(0, skipPlan.findIndex((it) => it.kind === 'toRgb' && it.side === side) + 1);
    const shorter = openGenerator({ module, plan, weights, latentSize: LATENT_SIZE });
    const full = draw(z);
    const pixels = draw(z, { side });
    expect(pixels).toHaveLength(4 * side ** 2);
    expect(pixels).toEqual(shorter(z));
    const wanted = openReferenceGenerator(plan, weights)(z);
    expect(image()).toHaveLength(wanted.length);
    const worst = image().reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? Number.NaN))),
      0,
    );
    expect(worst).toBeLessThan(TOLERANCE);
    expect(draw(z)).toEqual(full);
  });

  test('is refused where there is no such image', () => {
    expect(() => draw(z, { side: 8 })).toThrow('the generator has no image of side 8, but of 16, 32, 64');
  });
});

test('weights of another shape than the layer’s are refused by name', () => {
  const weights = randomWeights(dcganPlan, LATENT_SIZE, 1);
  expect(() => openGenerator({ module, plan: dcganPlan, weights, latentSize: LATENT_SIZE + 1 })).toThrow(
    'the kernel of a is [10,13,4,4], expected [11,13,4,4]',
  );
  expect(() => openGenerator({ module, plan: skipPlan, weights, latentSize: LATENT_SIZE })).toThrow(
    /the kernel of a is .* \[10,16,4,4\]/,
  );
});
