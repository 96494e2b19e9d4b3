/** How well the attribute network predicts the labels of portraits that it was not trained on. */
import { toPlanar } from '../../../picture/planar.ts';
import { mean, roundTo } from '../../statistics.ts';
import type { Portraits } from './labelled-portraits.ts';
import { INPUT_SIDE } from './network.ts';
import { LEARNED_ATTRIBUTES } from './predicted-attributes.ts';
import type { AttributePredictor } from './predictor.ts';

export type AttributeScore = {
  readonly attribute: string;
  /** 'r2': the share of the variance that is explained; 'accuracy': the share of correct predictions. */
  readonly measure: 'r2' | 'accuracy';
  readonly value: number;
  /** For an accuracy: that of always predicting the more frequent class. */
  readonly frequent?: number;
  /** For an amount: the root mean square error, in its unit. */
  readonly error?: number;
};

/**
 * @param predictions f32 [n, attributes], as the network gives them
 * @param targets of each portrait, as `targetsOf` gives them
 */
function scoreAttributes(
  predictions: Float32Array,
  targets: readonly (readonly (number | undefined)[])[],
): AttributeScore[] {
  return LEARNED_ATTRIBUTES.map(({ name, kind }, k): AttributeScore => {
    const pairs = targets.flatMap((target, i): { truth: number; read: number }[] => {
      const truth = target[k];
      const read = predictions[i * LEARNED_ATTRIBUTES.length + k] ?? Number.NaN;
      return truth === undefined || Number.isNaN(read) ? [] : [{ truth, read }];
    });
    if (pairs.length === 0) {
      return { attribute: name, measure: kind === 'presence' ? 'accuracy' : 'r2', value: Number.NaN };
    }
    if (kind === 'presence') {
      const right = mean(pairs.map(({ truth, read }) => Number(truth > 0.5 === read > 0)));
      const share = mean(pairs.map(({ truth }) => Number(truth > 0.5)));
      return {
        attribute: name,
        measure: 'accuracy',
        value: roundTo(right, 4),
        frequent: roundTo(Math.max(share, 1 - share), 4),
      };
    }
    const centre = mean(pairs.map(({ truth }) => truth));
    const variance = mean(pairs.map(({ truth }) => (truth - centre) ** 2));
    const squared = mean(pairs.map(({ truth, read }) => (truth - read) ** 2));
    return {
      attribute: name,
      measure: 'r2',
      value: roundTo(1 - squared / variance, 4),
      error: roundTo(Math.sqrt(squared), 4),
    };
  });
}

/** The portraits that are read together. */
const BATCH = 100;

/** The scores of a network on portraits of the side that the current network reads. */
export async function scorePortraits(
  network: AttributePredictor,
  { targets, pixels }: Portraits,
): Promise<AttributeScore[]> {
  const size = 3 * INPUT_SIDE * INPUT_SIDE;
  const predictions = new Float32Array(targets.length * LEARNED_ATTRIBUTES.length);
  for (let start = 0; start < targets.length; start += BATCH) {
    const count = Math.min(BATCH, targets.length - start);
    const images = new Float32Array(count * size);
    for (let i = 0; i < count; i++) {
      const image = images.subarray(i * size, (i + 1) * size);
      toPlanar(await pixels(start + i), INPUT_SIDE, { channels: 3 }, image);
    }
    const { attributes } = await network.predict(images, INPUT_SIDE);
    predictions.set(attributes, start * LEARNED_ATTRIBUTES.length);
  }
  return scoreAttributes(predictions, targets);
}

/** One line for people. */
export function printScore({ attribute, measure, value, frequent, error }: AttributeScore): string {
  const beside = frequent === undefined ? '' : ` (always the same: ${frequent})`;
  return `${attribute}: ${measure} ${value}${beside}${error === undefined ? '' : `, error ${error}`}`;
}
