/** How well the attribute network predicts the labels of portraits that it was not trained on. */
import { PREDICTED_ATTRIBUTES } from './predicted-attributes.ts';

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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/**
 * @param predictions f32 [n, attributes], as the network gives them
 * @param targets of each portrait, as `targetsOf` gives them
 */
export function scoreAttributes(
  predictions: Float32Array,
  targets: readonly (readonly (number | undefined)[])[],
): AttributeScore[] {
  return PREDICTED_ATTRIBUTES.map(({ name, kind }, k): AttributeScore => {
    const pairs = targets.flatMap((target, i): { truth: number; read: number }[] => {
      const truth = target[k];
      return truth === undefined
        ? []
        : [{ truth, read: predictions[i * PREDICTED_ATTRIBUTES.length + k] ?? Number.NaN }];
    });
    if (kind === 'presence') {
      const right = mean(pairs.map(({ truth, read }) => Number(truth > 0.5 === read > 0)));
      const share = mean(pairs.map(({ truth }) => Number(truth > 0.5)));
      return {
        attribute: name,
        measure: 'accuracy',
        value: rounded(right),
        frequent: rounded(Math.max(share, 1 - share)),
      };
    }
    const centre = mean(pairs.map(({ truth }) => truth));
    const variance = mean(pairs.map(({ truth }) => (truth - centre) ** 2));
    const squared = mean(pairs.map(({ truth, read }) => (truth - read) ** 2));
    return {
      attribute: name,
      measure: 'r2',
      value: rounded(1 - squared / variance),
      error: rounded(Math.sqrt(squared)),
    };
  });
}
