/**
 * How far along a direction faces are to go: until nearly all of them show what was asked for, and no further than they
 * stay faces of the model.
 */
import { moveAlong } from '../../latent/directions.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/reader.ts';
import { column, predictFaces, type SampledFaces } from './sampled-faces.ts';

/** Amounts that are tried, in units of z: whole steps of 1/32 up to the most that share codes hold. */
const AMOUNTS = [0.75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 127 / 32] as const;
/** Faces that are tried. */
const TRIED = 100;
/** Of a presence, so many have to show it, or not to; of an amount, the mean has to reach what so many never pass. */
const REACHED = 0.97;
/**
 * No amount at which fewer are believable. Of presences, which are there or not, fewer than of amounts, which may stop
 * halfway: glasses that are on for nearly all are dark for some, as are only few in portraits.
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

function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** @returns the range of a direction, [lowest, highest] */
export async function findRange(
  subject: TestedGenerator,
  reader: AttributePredictor,
  survey: SampledFaces,
  name: string,
  direction: Float32Array,
): Promise<[number, number]> {
  const own = attributeIndex(name);
  const all = column(survey.predictions, own);
  const presence = PREDICTED_ATTRIBUTES[own]?.kind === 'presence';

  /** Nobody puts glasses on a face that has some: a presence is tried on those that do not show what is asked for. */
  function tried(sign: 1 | -1): Float32Array {
    const size = subject.latentSize;
    const fit = Array.from(all.keys()).filter((i) => !presence || sign * (all[i] ?? 0) < 0);
    const faces = new Float32Array(Math.min(TRIED, fit.length) * size);
    for (let i = 0; i < faces.length; i += size) {
      const from = (fit[i / size] ?? 0) * size;
      faces.set(survey.z.subarray(from, from + size), i);
    }
    return faces;
  }

  async function farthest(sign: 1 | -1): Promise<number> {
    const faces = tried(sign);
    if (faces.length === 0) {
      return sign * AMOUNTS[0];
    }
    const aim = quantile(all, sign > 0 ? REACHED : 1 - REACHED);
    const reached = (values: Float32Array): boolean =>
      presence
        ? mean(values.map((value) => Number(sign * value > 0))) >= REACHED
        : sign * (mean(values) - aim) >= 0;
    let found: number = AMOUNTS[0];
    for (const amount of AMOUNTS) {
      const { readings, features } = await predictFaces(
        subject,
        reader,
        moveAll(faces, direction, sign * amount),
      );
      if (mean(survey.isBelievable(features).map(Number)) < BELIEVABLE[presence ? 'presence' : 'amount']) {
        break;
      }
      found = amount;
      if (reached(column(readings, own))) {
        break;
      }
    }
    return sign * found;
  }
  return [await farthest(-1), await farthest(1)];
}
