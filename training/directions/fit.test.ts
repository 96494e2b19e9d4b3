import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../latent/seed/seed.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import { directionOf, fitSlopes } from './fit.ts';
import type { SampledFaces } from './sampled-faces.ts';

const SIZE = 40;
const COUNT = 4000;
const N = PREDICTED_ATTRIBUTES.length;

/** Predictions that are linear in z, with some noise: `mix` gives each attribute's weights. */
function sampledFaces(mix: (attribute: string, dimension: number) => number): SampledFaces {
  const z = fillNormal(new Float32Array(COUNT * SIZE), 1, 0).map((value) => 0.9 * value);
  const noise = fillNormal(new Float32Array(COUNT * N), 2, 0);
  const predictions = noise.map((value, i) => {
    const [face, k] = [Math.floor(i / N), i % N];
    let sum = 0.3 * value;
    for (let d = 0; d < SIZE; d++) {
      sum += (z[face * SIZE + d] ?? 0) * mix(PREDICTED_ATTRIBUTES[k]?.name ?? '', d);
    }
    return sum;
  });
  const deviations = PREDICTED_ATTRIBUTES.map((_, k) => {
    let squares = 0;
    for (let i = 0; i < COUNT; i++) {
      squares += (predictions[i * N + k] ?? 0) ** 2;
    }
    return Math.sqrt(squares / COUNT);
  });
  const means = PREDICTED_ATTRIBUTES.map(() => 0);
  const features = new Float32Array();
  return {
    first: 1,
    count: COUNT,
    z,
    predictions,
    features,
    means,
    deviations,
    outlierScores: () => [],
    isBelievable: () => [],
  };
}

describe('a direction', () => {
  it('is a dimension of z where each attribute depends on a dimension of its own', () => {
    const slopes = fitSlopes(sampledFaces((name, d) => Number(attributeIndex(name) === d)));
    const smile = directionOf(slopes, { name: 'smile', mayChange: [] });
    expect(Math.hypot(...smile)).toBeCloseTo(1, 5);
    // Slopes are known within the noise of 4,000 predictions: 0.3 / √4000 ≈ 0.005 each, in 39 other dimensions.
    expect(smile[attributeIndex('smile')]).toBeGreaterThan(0.99);
  });

  it('changes its own attribute, and not those that are correlated with it', () => {
    /** Age also lies in the dimension of the hair colour: old people turn grey. */
    const tangled = (name: string, d: number): number =>
      Number(attributeIndex(name) === d) + (name === 'hair colour' && d === attributeIndex('age') ? 0.8 : 0);
    const slopes = fitSlopes(sampledFaces(tangled));
    const effect = (direction: Float32Array, name: string): number =>
      slopes.getColumn(attributeIndex(name)).reduce((sum, slope, i) => sum + slope * (direction[i] ?? 0), 0);
    const held = directionOf(slopes, { name: 'age', mayChange: [] });
    expect(Math.abs(effect(held, 'hair colour') / effect(held, 'age'))).toBeLessThan(0.1);
  });

  it('keeps others constant only as far as its own attribute still changes by 3.5 deviations over the 7 units of a range', () => {
    /** Gender depends almost only on the beard here. */
    const same = (name: string, d: number): number =>
      name === 'gender'
        ? Number(d === attributeIndex('beard')) + 0.1 * Number(d === attributeIndex('gender'))
        : Number(attributeIndex(name) === d);
    const slopes = fitSlopes(sampledFaces(same));
    const effect = (direction: Float32Array, name: string): number =>
      slopes.getColumn(attributeIndex(name)).reduce((sum, slope, i) => sum + slope * (direction[i] ?? 0), 0);
    const gender = directionOf(slopes, { name: 'gender', mayChange: ['beard'] });
    expect(effect(gender, 'gender')).toBeGreaterThan(0.5);
    expect(effect(gender, 'beard')).toBeLessThan(effect(gender, 'gender'));
  });

  it('of an attribute that hardly depends on z still changes it in the right direction', () => {
    const faint = (name: string, d: number): number =>
      (name === 'nod' ? 0.02 : 1) * Number(attributeIndex(name) === d) +
      (name === 'nod' && d === 0 ? 0.1 : 0);
    const slopes = fitSlopes(sampledFaces(faint));
    const nod = directionOf(slopes, { name: 'nod', mayChange: [] });
    const own = slopes
      .getColumn(attributeIndex('nod'))
      .reduce((sum, slope, i) => sum + slope * (nod[i] ?? 0), 0);
    expect(own).toBeGreaterThan(0);
  });
});
