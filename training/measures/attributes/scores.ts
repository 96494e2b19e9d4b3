/** How well the attribute network reads portraits that it did not learn from. */
import { ATTRIBUTES, type PortraitLabels, targetsOf } from './attributes.ts';

export type Score = {
  readonly attribute: string;
  /** 'r2': share of the variance that is explained; 'accuracy': share read rightly. */
  readonly measure: 'r2' | 'accuracy';
  readonly value: number;
  /** Of an accuracy: what naming the more frequent answer every time would give. */
  readonly frequent?: number;
  /** Of an amount: the root of the mean squared error, in its unit. */
  readonly error?: number;
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** @param readings f32 [labels, attributes], as the network gives them */
export function score(readings: Float32Array, labels: readonly PortraitLabels[]): Score[] {
  const targets = labels.map((label) => targetsOf(label, false));
  return ATTRIBUTES.map(({ name, kind }, k): Score => {
    const pairs = targets.flatMap((target, i): { truth: number; read: number }[] => {
      const truth = target[k];
      return truth === undefined ? [] : [{ truth, read: readings[i * ATTRIBUTES.length + k] ?? Number.NaN }];
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
