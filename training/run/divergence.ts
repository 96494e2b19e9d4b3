/** When a training is lost, and how that is noticed. */
import type { Values } from '../../graph/tensor.ts';
import type { Metrics } from '../step.ts';
import type { Judgement } from './judge.ts';

/** A training that is lost from some step on; its message says what was seen. */
export class Diverged extends Error {}

/**
 * @throws where a loss or a mean of D is no longer a number
 */
export function checkMetrics(metrics: Metrics, step: number): void {
  const lost = Object.entries(metrics).filter(([, value]) => !Number.isFinite(value));
  if (lost.length > 0) {
    throw new Diverged(
      `the training diverged at step ${step}: ${lost.map(([name, value]) => `${name} = ${value}`).join(', ')}`,
    );
  }
}

/**
 * @throws where a number of the state is not finite: such a state must not become a checkpoint
 */
export function checkState(state: Values, step: number): void {
  for (const [name, { data }] of Object.entries(state)) {
    // 0 times a number is 0, and 0 times anything else is not.
    let sum = 0;
    for (let i = 0; i < data.length; i++) {
      sum += 0 * (data[i] ?? 0);
    }
    if (sum !== 0) {
      throw new Diverged(`the training diverged at step ${step}: ${name} holds numbers that are not finite`);
    }
  }
}

/** A generator whose pictures differ as much as this share of how portraits differ has learnt to vary them. */
const VARIED = 0.25;
/** Below this share, pictures are one and the same to the eye. */
const SAME = 0.02;

/**
 * Notices a generator that draws one picture whatever its latent. Only after it drew different ones: before it has
 * learnt anything, all its pictures are the same grey.
 */
export function collapseWatch(): (judgement: Judgement, step: number) => void {
  let varied = false;
  return ({ spread }, step) => {
    varied ||= spread > VARIED;
    if (varied && spread < SAME) {
      throw new Diverged(
        `the generator collapsed at step ${step}: its pictures differ ${(100 * spread).toFixed(1)} % as much as portraits do`,
      );
    }
  };
}
