/**
 * Head turns (Radford et al., section 6.3.2): a face with its head to the left, the same to the right, and the straight
 * line between the two latent vectors. Published are those that turn smoothly and stay the same person, as far as the
 * attribute network can tell.
 */
import { lerp } from '../../latent/interpolation.ts';
import type { Turn } from '../../latent/model/measurements.ts';
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { roundTo } from '../statistics.ts';
import { moveAll } from './range.ts';
import { column, predictFaces, type SampledFaces } from './sampled-faces.ts';

/** The number of seeds tried, of frames of each path, and of paths published. */
const TRIED = 120;
const FRAMES = 17;
const KEPT = 8;
/** The smallest whole turn, in degrees. */
const MIN_TURN = 30;
/** The largest second difference of the turn, as a share of the whole turn: for a straight line it is 0. */
const MAX_ROUGHNESS = 0.08;
/** The attributes that identify a person in these pictures, and should not change. */
const PERSON = [
  'gender',
  'age',
  'glasses',
  'beard',
  'hair length',
  'hair colour',
  'skin tone',
  'african',
  'asian',
  'caucasian',
] as const;

/** The mean squared difference of the identifying attributes, in deviations. */
function apart(predictions: Float32Array, { deviations }: SampledFaces, i: number, j: number): number {
  const n = PREDICTED_ATTRIBUTES.length;
  const squares = PERSON.map((name) => {
    const k = attributeIndex(name);
    return (((predictions[i * n + k] ?? 0) - (predictions[j * n + k] ?? 0)) / (deviations[k] ?? 1)) ** 2;
  });
  return squares.reduce((sum, value) => sum + value, 0) / squares.length;
}

/**
 * @param index of the direction along which heads turn
 * @param range of that direction
 * @param first seed that is tried; the next ones follow
 */
export async function findHeadTurns(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  sampled: SampledFaces,
  direction: Float32Array,
  index: number,
  [low, high]: readonly [number, number],
  first: number,
): Promise<Turn[]> {
  const size = generator.latentSize;
  const faces = latentsFromSeeds(first, TRIED, generator.latentSize, generator.truncation);
  const [left, right] = [moveAll(faces, direction, low), moveAll(faces, direction, high)];
  const z = new Float32Array(TRIED * FRAMES * size);
  for (let i = 0; i < TRIED; i++) {
    for (let frame = 0; frame < FRAMES; frame++) {
      const part = (all: Float32Array): Float32Array => all.subarray(i * size, (i + 1) * size);
      z.set(lerp(part(left), part(right), frame / (FRAMES - 1)), (i * FRAMES + frame) * size);
    }
  }
  const { predictions, features } = await predictFaces(generator, predictor, z);
  const fine = sampled.isBelievable(features);
  const angles = column(predictions, attributeIndex('turn'));
  let betweenPeople = 0;
  for (let i = 0; i < sampled.count - 1; i++) {
    betweenPeople += apart(sampled.predictions, sampled, i, i + 1);
  }
  betweenPeople /= sampled.count - 1;

  return Array.from({ length: TRIED }, (_, i) => {
    const own = angles.subarray(i * FRAMES, (i + 1) * FRAMES);
    const [yawFrom, yawTo] = [own[0] ?? 0, own[FRAMES - 1] ?? 0];
    let roughness = 0;
    for (let f = 1; f < FRAMES - 1; f++) {
      roughness = Math.max(roughness, Math.abs((own[f - 1] ?? 0) - 2 * (own[f] ?? 0) + (own[f + 1] ?? 0)));
    }
    const middle = i * FRAMES + (FRAMES - 1) / 2;
    let changes = 0;
    for (let f = 0; f < FRAMES; f++) {
      changes += apart(predictions, sampled, i * FRAMES + f, middle) / (FRAMES - 1);
    }
    const identity = 1 - changes / betweenPeople;
    const believable = fine.slice(i * FRAMES, (i + 1) * FRAMES).every(Boolean);
    const smooth = yawTo - yawFrom >= MIN_TURN && roughness <= MAX_ROUGHNESS * (yawTo - yawFrom);
    const edit = (amount: number) => [{ direction: index, amount }];
    const turn: Turn = {
      seed: first + i,
      from: edit(low),
      to: edit(high),
      measured: {
        yawFrom: roundTo(yawFrom, 3),
        yawTo: roundTo(yawTo, 3),
        roughness: roundTo(roughness, 3),
        identity: roundTo(identity, 3),
      },
    };
    return { turn, good: believable && smooth, identity };
  })
    .filter(({ good }) => good)
    .sort((a, b) => b.identity - a.identity)
    .slice(0, KEPT)
    .map(({ turn }) => turn);
}
