/**
 * Whether the line of a mouth is whole: a small network learns to tell portraits from portraits whose mouth was torn, smeared, or goes on as
 * another person's. Undamaged mouths are moved, scaled and softened as a whole, so that no seam and no softness gives the others away.
 */
import type { Values } from '../../../graph/tensor.ts';
import { between, type Chance, eitherWay, openChance, pick } from '../chance.ts';
import { type FaceParts, partsOf } from '../face-parts.ts';
import { CLASSIFIER_BATCH, openClassifier, trainClassifier } from '../networks/classifier.ts';
import {
  around,
  blended,
  changed,
  inColourOf,
  LOOKED_AT_SIDE,
  lookedAt,
  MIDDLE,
  mirrored,
  PART_NUMBERS,
  softened,
  warped,
} from './part-warp.ts';

const INPUT = { channels: 3, side: LOOKED_AT_SIDE };
/** The distances for `softened`: most mouths stay as they are. Smeared ones are softened with a deviation of 2 pixels. */
const SOFTNESS = [[], [], [], [1]] as const;
const SMEARED = [1, 2, 2] as const;

const MOUTH_DAMAGES = ['torn', 'smeared', 'continued'] as const;
export type MouthDamage = (typeof MOUTH_DAMAGES)[number];

function varied(mouth: Float32Array, chance: Chance): Float32Array {
  let result = chance() < 0.5 ? mouth : mirrored(mouth);
  if (chance() < 0.5) {
    const [dx, dy] = [between(chance, -2, 2), between(chance, -2, 2)];
    const [wider, taller] = [between(chance, 0.9, 1.1), between(chance, 0.85, 1.15)];
    result = changed(result, { dx, dy, wider, taller, reach: LOOKED_AT_SIDE });
  }
  return softened(result, pick(chance, SOFTNESS));
}

/**
 * @param mouth f32 [3, 32, 32]
 * @param other the mouth of somebody else, which the damage `continued` goes on as
 */
export function damagedMouth(
  mouth: Float32Array,
  other: Float32Array,
  chance: Chance,
  damage: MouthDamage = pick(chance, MOUTH_DAMAGES),
): Float32Array {
  const x0 = MIDDLE + between(chance, -5, 5);
  const width = between(chance, 0.5, 2);
  /** From 0 on the left to 1 on the right of `x0`. */
  const step = (x: number): number => 1 / (1 + Math.exp((x0 - x) / width));
  switch (damage) {
    case 'torn': {
      const dy = eitherWay(chance, 2, 4.5);
      return warped(mouth, (x, y) => {
        const share = Math.exp(-((y - MIDDLE) ** 2) / (2 * 6 ** 2));
        return [x, y - dy * share * (step(x) - 0.5)];
      });
    }
    case 'smeared': {
      const y0 = MIDDLE + between(chance, -1.5, 1.5);
      return blended(mouth, softened(mouth, SMEARED), around(x0, y0, between(chance, 3, 6)));
    }
    case 'continued':
      return blended(mouth, inColourOf(mouth, other), step);
  }
}

/** @param portraits the parts of `count` portraits */
export function learnMouthLine(
  portraits: FaceParts,
  count: number,
  { steps, seed }: { steps: number; seed: number },
): Promise<Values> {
  const mouthOf = (index: number): Float32Array => lookedAt(partsOf(portraits, 'mouth', index, index + 1));
  return trainClassifier(INPUT, {
    seed,
    steps,
    async examples(step) {
      const pictures = new Float32Array(CLASSIFIER_BATCH * PART_NUMBERS);
      const kinds = new Float32Array(CLASSIFIER_BATCH);
      for (let i = 0; i < CLASSIFIER_BATCH; i++) {
        const chance = openChance(seed, step, i);
        const whose = (): number => Math.floor(chance() * count);
        const own = varied(mouthOf(whose()), chance);
        const damaged = i % 2 === 1;
        pictures.set(damaged ? damagedMouth(own, mouthOf(whose()), chance) : own, i * PART_NUMBERS);
        kinds[i] = Number(damaged);
      }
      return { pictures, kinds };
    },
  });
}

/**
 * How damaged the mouths look: a logit each, without a unit.
 * @param parts those of `count` faces
 */
export async function mouthDamage(weights: Values, parts: FaceParts, count: number): Promise<Float32Array> {
  const classifier = await openClassifier(INPUT, weights);
  const found = new Float32Array(count);
  for (let i = 0; i < count; i += CLASSIFIER_BATCH) {
    const some = partsOf(parts, 'mouth', i, Math.min(count, i + CLASSIFIER_BATCH));
    found.set(await classifier.logits(lookedAt(some)), i);
  }
  await classifier.release();
  return found;
}
