/** The training of the attribute network: Adam with a cosine schedule of the learning rate. */

import { input, type Values } from '../../../graph/tensor.ts';
import { philox } from '../../../latent/philox.ts';
import { fillNormal } from '../../../latent/seed.ts';
import { ATTRIBUTES } from '../../data/attributes.ts';
import { permutation } from '../../data/epoch-order.ts';
import { adam, adamMean, adamVariance } from '../../objective/adam.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { openAugment } from './augment.ts';
import { attributeLoss, INPUT_SIDE, networkParameters } from './network.ts';
import { mirrorTargets, PREDICTED_ATTRIBUTES } from './predicted-attributes.ts';

const RATE = 1.5e-3;
const BETA1 = 0.9;
const BETA2 = 0.99;

export type Scale = { readonly mean: number; readonly deviation: number };

export type Learning = {
  /** The number of portraits to train on, the first ones. */
  readonly count: number;
  readonly epochs: number;
  /** Portraits of a step. */
  readonly batch: number;
  /** Threads of the CPU; 0 is one for each core. */
  readonly threads?: number;
  readonly seed: number;
  /** u8 RGB [64, 64, 3] */
  readonly pixels: (index: number) => Promise<Uint8Array>;
  /** Of each portrait: what there is to predict, as `targetsOf` gives it. */
  readonly targets: readonly (readonly (number | undefined)[])[];
  readonly scales: readonly Scale[];
  /** Receives the mean loss of the last 100 steps. */
  readonly tell: (step: number, steps: number, loss: number) => void;
};

const REPORT_EVERY = 100;

/** The mean and deviation of each amount; presences are not standardized. */
export function scalesOf(targets: readonly (readonly (number | undefined)[])[]): Scale[] {
  return PREDICTED_ATTRIBUTES.map(({ name, kind }, k) => {
    if (kind === 'presence') {
      return { mean: 0, deviation: 1 };
    }
    const values = targets.flatMap((own) => own[k] ?? []);
    const mean = ATTRIBUTES[name].mirrors ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
}

/** The trained weights, by the names of `parameters()`. */
export async function learn({
  count,
  epochs,
  batch: together,
  threads = 0,
  seed,
  pixels,
  targets: targetsOfAll,
  scales,
  tell,
}: Learning): Promise<Values> {
  const { weights, loss } = attributeLoss(together);
  const scalar = (name: string) => input(name, [1]);
  const updates = adam(weights, loss, {
    beta1: BETA1,
    beta2: BETA2,
    rate: scalar('rate'),
    correction: scalar('correction'),
  });
  const outputs = Object.entries(updates).flatMap(([name, { after, moments }]) => [
    [`next.${name}`, after] as const,
    ...Object.entries(moments).map(([moment, tensor]) => [`next.${moment}`, tensor] as const),
  ]);
  const program = await buildProgram('learn', { ...Object.fromEntries(outputs), loss }, { threads });

  let state: Values = Object.fromEntries(
    networkParameters().flatMap(({ name, shape, deviation }, i) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = fillNormal(new Float32Array(size), seed, 2 + i).map((value) => deviation * value);
      const empty = () => ({ shape, data: new Float32Array(size) });
      return [
        [name, { shape, data }],
        [adamMean(name), empty()],
        [adamVariance(name), empty()],
      ];
    }),
  );

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
    const targets = new Float32Array(together * PREDICTED_ATTRIBUTES.length);
    const known = new Float32Array(together * PREDICTED_ATTRIBUTES.length);
    await Promise.all(
      Array.from(indices, async (index, place) => {
        let drawn = 0;
        const chance = (): number => philox(seed, 1, index, epoch, drawn++, 3)[0] / 2 ** 32;
        const mirrored = chance() < 0.5;
        const at = place * PREDICTED_ATTRIBUTES.length;
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
    const shape = [together, PREDICTED_ATTRIBUTES.length];
    return {
      portraits: { shape: [together, 3, INPUT_SIDE, INPUT_SIDE], data: portraits },
      targets: { shape, data: targets },
      known: { shape, data: known },
    };
  }

  let total = 0;
  let upcoming = batchOf(0);
  for (let step = 0; step < steps; step++) {
    const batch = await upcoming;
    if (step + 1 < steps) {
      upcoming = batchOf(step + 1);
    }
    const t = step + 1;
    const rate = (RATE * (1 + Math.cos((Math.PI * step) / steps))) / 2;
    const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
    const results = await program.run({
      ...state,
      ...batch,
      rate: one(rate / (1 - BETA1 ** t)),
      correction: one(1 / Math.sqrt(1 - BETA2 ** t)),
    });
    state = Object.fromEntries(
      Object.entries(state).map(([name, value]) => [name, results[`next.${name}`] ?? value]),
    );
    total += results.loss?.data[0] ?? Number.NaN;
    if (t % REPORT_EVERY === 0 || t === steps) {
      tell(t, steps, total / (((t - 1) % REPORT_EVERY) + 1));
      total = 0;
    }
  }
  await program.release();
  return state;
}
