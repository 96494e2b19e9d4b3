/** The training of the attribute network. */
import type { Values } from '../../../graph/tensor.ts';
import { philox } from '../../../latent/seed/philox.ts';
import { permutation } from '../../data/epoch-order.ts';
import { ATTRIBUTES } from '../../data/labels/attributes.ts';
import { minimize } from '../networks/minimize.ts';
import { openAugment } from './augment.ts';
import { attributeLoss, INPUT_SIDE } from './network.ts';
import { LEARNED_ATTRIBUTES, mirrorTargets } from './predicted-attributes.ts';
import type { Scale } from './start-weights.ts';

export type Learning = {
  /** The number of portraits to train on, the first ones. */
  readonly count: number;
  readonly epochs: number;
  /** Portraits of a step. */
  readonly batch: number;
  /** Threads of the CPU; 0 is one for each core. */
  readonly threads?: number;
  readonly seed: number;
  /** The learning rate of the first step; it falls to zero by a cosine. */
  readonly rate: number;
  /** The weights to start from, under the names of `networkParameters()` (`start-weights.ts`). */
  readonly from: Values;
  /** u8 RGB [128, 128, 3] */
  readonly pixels: (index: number) => Promise<Uint8Array>;
  /** Of each portrait: what there is to predict, as `targetsOf` gives it. */
  readonly targets: readonly (readonly (number | undefined)[])[];
  readonly scales: readonly Scale[];
  /** Receives the mean loss of the last 100 steps. */
  readonly tell: (step: number, steps: number, loss: number) => void;
  /** Receives the weights now and then, so that a training that is stopped can go on `from` them. */
  readonly save?: (weights: Values) => Promise<void>;
};

const REPORT_EVERY = 100;
const SAVE_EVERY = 200;

/** The mean and deviation of each amount; presences are not standardized. */
export function scalesOf(targets: readonly (readonly (number | undefined)[])[]): Scale[] {
  return LEARNED_ATTRIBUTES.map(({ name, kind }, k) => {
    if (kind === 'presence') {
      return { mean: 0, deviation: 1 };
    }
    const values = targets.flatMap((own) => own[k] ?? []);
    const mean = ATTRIBUTES[name].mirrors ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
}

/** The trained weights, by the names of `networkParameters()`. */
export async function learn({
  count,
  epochs,
  batch: together,
  threads = 0,
  seed,
  rate,
  from,
  pixels,
  targets: targetsOfAll,
  scales,
  tell,
  save,
}: Learning): Promise<Values> {
  const { weights, loss } = attributeLoss(together);
  const augment = openAugment(seed);
  const size = 3 * INPUT_SIDE * INPUT_SIDE;
  const steps = Math.floor(count / together) * epochs;
  const stepsAnEpoch = Math.floor(count / together);
  let order = permutation(count, seed, 0);

  async function batchOf(step: number) {
    const epoch = Math.floor(step / stepsAnEpoch);
    const within = step % stepsAnEpoch;
    if (within === 0) {
      order = permutation(count, seed, epoch);
    }
    const indices = order.slice(within * together, (within + 1) * together);
    const portraits = new Float32Array(together * size);
    const targets = new Float32Array(together * LEARNED_ATTRIBUTES.length);
    const known = new Float32Array(together * LEARNED_ATTRIBUTES.length);
    await Promise.all(
      Array.from(indices, async (index, place) => {
        let drawn = 0;
        const chance = (): number => philox(seed, 1, index, epoch, drawn++, 3)[0] / 2 ** 32;
        const mirrored = chance() < 0.5;
        const at = place * LEARNED_ATTRIBUTES.length;
        const own = targetsOfAll[index] ?? [];
        (mirrored ? mirrorTargets(own) : own).forEach((value, k) => {
          if (value === undefined) {
            return;
          }
          const { mean = 0, deviation = 1 } = scales[k] ?? {};
          targets[at + k] = (value - mean) / deviation;
          known[at + k] = 1;
        });
        augment(await pixels(index), mirrored, chance, portraits.subarray(place * size, (place + 1) * size));
      }),
    );
    const shape = [together, LEARNED_ATTRIBUTES.length];
    return {
      portraits: { shape: [together, 3, INPUT_SIDE, INPUT_SIDE], data: portraits },
      targets: { shape, data: targets },
      known: { shape, data: known },
    };
  }

  let total = 0;
  return minimize({
    weights,
    loss,
    start: from,
    steps,
    rate,
    threads,
    batchOf,
    async after(step, lossOfStep, now) {
      total += lossOfStep;
      if (step % REPORT_EVERY === 0 || step === steps) {
        tell(step, steps, total / (((step - 1) % REPORT_EVERY) + 1));
        total = 0;
      }
      if (step % SAVE_EVERY === 0) {
        await save?.(now);
      }
    },
  });
}
