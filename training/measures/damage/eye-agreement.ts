/**
 * Whether both eyes of a face agree: how much one looks elsewhere than the other, is opened wider, or is larger. It needs no labels. A
 * small network looks at one eye at a time, of portraits whose two eyes were moved, opened and enlarged by known amounts. From the two
 * it learns to tell how differently they were changed, which is not at all in portraits as they are. It also tells how sure it is, as
 * a variance: the loss is the negative log-likelihood of a normal distribution (Kendall & Gal, 2017). So an eye behind hair or dark
 * glasses is no disagreement.
 */
import { add, divide, exp, log, multiply, square, subtract } from '../../../graph/elementwise.ts';
import { sum } from '../../../graph/reduction.ts';
import { reshape, slice } from '../../../graph/shape.ts';
import { constant, input, type Tensor, type Values } from '../../../graph/tensor.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { between, type Chance, openChance } from '../chance.ts';
import { type FaceParts, partsOf } from '../face-parts.ts';
import { minimize } from '../networks/minimize.ts';
import { smallNetwork } from '../networks/small-network.ts';
import { changed, LOOKED_AT_SIDE, lookedAt, PART_NUMBERS, softened } from './part-warp.ts';

/** The faces of a step, and of a call when the network is used. */
const BATCH = 32;
const RATE = 2e-3;
/** Gaze to the side, gaze up or down, openness, size. */
const AMOUNTS = 4;
/**
 * What an amount of the left eye is compared with: the negative or the same of the right eye's. The right eye is stored mirrored, so
 * that eyes which look the same way have gazes to the side of opposite signs there.
 */
const SIGNS = [1, -1, -1, -1] as const;
/** Both eyes of some examples are softened. */
const SOFTENED = 0.25;

const network = smallNetwork({ channels: 3, side: LOOKED_AT_SIDE }, 2 * AMOUNTS);
const PICTURES = [2 * BATCH, 3, LOOKED_AT_SIDE, LOOKED_AT_SIDE];

/** An eye changed by four amounts in −1 … 1; the largest are 3 and 2 pixels of gaze, and factors of 1.8 and 1.35. */
export function changedEye(
  eye: Float32Array,
  [aside = 0, up = 0, open = 0, large = 0]: readonly number[],
): Float32Array {
  const size = Math.exp(0.3 * large);
  return changed(
    eye,
    { dx: 3 * aside, dy: 2 * up, reach: 3.5 },
    { taller: Math.exp(0.6 * open), reach: 5.5 },
    { wider: size, taller: size, reach: 7 },
  );
}

/** How differently the eyes were changed, and the variance of that: f32 [BATCH, AMOUNTS] of the left eyes, then the right ones. */
function difference(weights: Readonly<Record<string, Tensor>>): { mean: Tensor; variance: Tensor } {
  const found = network.apply(weights, input('eyes', PICTURES));
  const [left, right] = [slice(found, 0, 0, BATCH), slice(found, 0, BATCH, BATCH)];
  const part = (of: Tensor, start: number): Tensor => slice(of, 1, start, AMOUNTS);
  return {
    mean: add(part(left, 0), multiply(part(right, 0), constant([...SIGNS], [1, AMOUNTS]))),
    variance: add(exp(part(left, AMOUNTS)), exp(part(right, AMOUNTS))),
  };
}

function amounts(chance: Chance): number[] {
  return Array.from({ length: AMOUNTS }, () => between(chance, -1, 1));
}

/** @param portraits the parts of `count` portraits */
export function learnEyeAgreement(
  portraits: FaceParts,
  count: number,
  { steps, seed }: { steps: number; seed: number },
): Promise<Values> {
  const { mean, variance } = difference(network.inputs);
  const error = square(subtract(mean, input('differences', [BATCH, AMOUNTS])));
  const likelihood = sum(add(divide(error, variance), log(variance)));
  return minimize({
    weights: network.inputs,
    loss: reshape(multiply(likelihood, 0.5 / BATCH), [1]),
    start: network.start(seed),
    steps,
    rate: RATE,
    async batchOf(step) {
      const eyes = new Float32Array(2 * BATCH * PART_NUMBERS);
      const differences = new Float32Array(BATCH * AMOUNTS);
      for (let i = 0; i < BATCH; i++) {
        const chance = openChance(seed, step, i);
        const whose = Math.floor(chance() * count);
        const names =
          chance() < 0.5 ? (['leftEye', 'rightEye'] as const) : (['rightEye', 'leftEye'] as const);
        const softness = chance() < SOFTENED ? [1] : [];
        const [ofLeft, ofRight] = [amounts(chance), amounts(chance)];
        for (const [side, changes] of [ofLeft, ofRight].entries()) {
          const eye = lookedAt(partsOf(portraits, names[side] ?? 'leftEye', whose, whose + 1));
          eyes.set(softened(changedEye(eye, changes), softness), (side * BATCH + i) * PART_NUMBERS);
        }
        differences.set(
          ofLeft.map((value, k) => value + (SIGNS[k] ?? 1) * (ofRight[k] ?? 0)),
          i * AMOUNTS,
        );
      }
      return {
        eyes: { shape: PICTURES, data: eyes },
        differences: { shape: [BATCH, AMOUNTS], data: differences },
      };
    },
  });
}

/**
 * How much the eyes of each face disagree, in standard deviations: the length of the difference, each amount by its own deviation.
 * @param parts those of `count` faces
 */
export async function eyeDisagreement(
  weights: Values,
  parts: FaceParts,
  count: number,
): Promise<Float32Array> {
  const { mean, variance } = difference(network.inputs);
  const squares = sum(divide(square(mean), variance), [1]);
  const program = await buildProgram('eyes', { squares });
  const found = new Float32Array(count);
  for (let i = 0; i < count; i += BATCH) {
    const end = Math.min(count, i + BATCH);
    const eyes = new Float32Array(2 * BATCH * PART_NUMBERS);
    eyes.set(lookedAt(partsOf(parts, 'leftEye', i, end)));
    eyes.set(lookedAt(partsOf(parts, 'rightEye', i, end)), BATCH * PART_NUMBERS);
    const results = await program.run({ ...weights, eyes: { shape: PICTURES, data: eyes } });
    const own = (results.squares?.data ?? new Float32Array()).subarray(0, end - i);
    found.set(own.map(Math.sqrt), i);
  }
  await program.release();
  return found;
}
