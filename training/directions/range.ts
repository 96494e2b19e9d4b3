/**
 * The range of a direction: far enough that nearly all faces show its attribute, and no further than faces stay believable.
 */
import { moveAlong } from '../../latent/directions.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { mean, quantileOfSorted } from '../statistics.ts';
import { column, predictFaces, type SampledFaces } from './sampled-faces.ts';

/** The amounts that are tried, in units of z: multiples of 1/32 up to the largest in share codes. */
const AMOUNTS = [0.75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 127 / 32] as const;
/** The number of faces that an amount is tried on. */
const TRIED = 100;
/** For a presence, the share of faces that have to show it (or not); for an amount, the quantile that the mean has to reach. */
const REACHED = 0.97;
/**
 * The smallest share of faces that have to stay believable. It is lower for presences, which cannot stop halfway: when
 * nearly all faces have glasses, some have dark ones, which are rare in portraits.
 */
const BELIEVABLE = { presence: 0.6, amount: 0.75 } as const;

/** z + amount · direction for each of many latents: f32 [n, latentSize]. */
export function moveAll(z: Float32Array, direction: Float32Array, amount: number): Float32Array {
  const size = direction.length;
  const out = new Float32Array(z.length);
  for (let i = 0; i < z.length; i += size) {
    out.set(moveAlong(z.subarray(i, i + size), direction, amount), i);
  }
  return out;
}

/** @returns the range of a direction, [lowest, highest] */
export async function findRange(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  sampled: SampledFaces,
  name: string,
  direction: Float32Array,
): Promise<[number, number]> {
  const own = attributeIndex(name);
  const all = column(sampled.predictions, own);
  const presence = PREDICTED_ATTRIBUTES[own]?.kind === 'presence';

  /** A presence is tried on the faces that do not show it yet. */
  function tried(sign: 1 | -1): Float32Array {
    const size = generator.latentSize;
    const fit = Array.from(all.keys()).filter((i) => !presence || sign * (all[i] ?? 0) < 0);
    const faces = new Float32Array(Math.min(TRIED, fit.length) * size);
    for (let i = 0; i < faces.length; i += size) {
      const from = (fit[i / size] ?? 0) * size;
      faces.set(sampled.z.subarray(from, from + size), i);
    }
    return faces;
  }

  async function farthest(sign: 1 | -1): Promise<number> {
    const faces = tried(sign);
    if (faces.length === 0) {
      return sign * AMOUNTS[0];
    }
    const aim = quantileOfSorted(all.toSorted(), sign > 0 ? REACHED : 1 - REACHED);
    const reached = (values: Float32Array): boolean =>
      presence
        ? mean(values.map((value) => Number(sign * value > 0))) >= REACHED
        : sign * (mean(values) - aim) >= 0;
    let found: number = AMOUNTS[0];
    for (const amount of AMOUNTS) {
      const { predictions, features } = await predictFaces(
        generator,
        predictor,
        moveAll(faces, direction, sign * amount),
      );
      if (mean(sampled.isBelievable(features).map(Number)) < BELIEVABLE[presence ? 'presence' : 'amount']) {
        break;
      }
      found = amount;
      if (reached(column(predictions, own))) {
        break;
      }
    }
    return sign * found;
  }
  return [await farthest(-1), await farthest(1)];
}
