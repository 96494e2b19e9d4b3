/** How a diverged training is noticed, what it goes on with after a rollback, and the error it ends with. */

import type { Recipe } from '../../gan/recipe.ts';
import type { Metrics } from '../../gan/step.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import type { Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import type { CheckpointScore } from './checkpoint-score.ts';

const LOWER_RATES = 'lower generatorRate and discriminatorRate in a new run';

/** A training that cannot recover by itself; the message says what was measured. */
export class DivergedError extends Error {
  /** What to change in a new run. */
  readonly advice: string;

  constructor(message: string, advice = LOWER_RATES) {
    super(message);
    this.advice = advice;
  }
}

/** @throws DivergedError where a metric is not finite */
export function checkMetrics(metrics: Metrics, step: number): void {
  const lost = Object.entries(metrics).filter(([, value]) => !Number.isFinite(value));
  if (lost.length > 0) {
    throw new DivergedError(
      `the training diverged at step ${step}: ${lost.map(([name, value]) => `${name} = ${value}`).join(', ')}`,
    );
  }
}

/** @throws DivergedError where a number of the state is not finite, so that no such state becomes a checkpoint */
export function checkState(state: Values, step: number): void {
  for (const [name, { data }] of Object.entries(state)) {
    // 0 times a finite number is 0, and 0 times anything else is NaN.
    let sum = 0;
    for (let i = 0; i < data.length; i++) {
      sum += 0 * (data[i] ?? 0);
    }
    if (sum !== 0) {
      throw new DivergedError(
        `the training diverged at step ${step}: ${name} holds numbers that are not finite`,
      );
    }
  }
}

/** A generator whose spread was above this share of the portraits' has learnt to vary its pictures. */
const VARIED = 0.25;
/** Below this share the pictures look the same. */
const COLLAPSED = 0.02;

/**
 * Detects mode collapse, a generator that draws the same picture for every latent. It has to have drawn different ones
 * before: at the start of a training all pictures are the same grey.
 * @returns a function that throws DivergedError when a checkpoint's score shows it
 */
export function collapseDetector(): (score: CheckpointScore, step: number) => void {
  let varied = false;
  return ({ spread }, step) => {
    varied ||= spread > VARIED;
    if (varied && spread < COLLAPSED) {
      throw new DivergedError(
        `the generator collapsed at step ${step}: its pictures differ ${(100 * spread).toFixed(1)} % as much as portraits do`,
      );
    }
  };
}

/** A loss of D below this moves its weights no more than rounding does. */
const NO_LOSS = 1e-6;
/** D may be sure of every picture for some tens of steps, at the start most of all, and G still catches up. */
const WON_STEPS = 100;

/**
 * Detects a discriminator that has won: it tells every real picture from every generated one, so that its loss is zero. It then
 * learns no more, and what it tells the generator does not lead to pictures.
 * @returns a function that throws DivergedError when that is so for WON_STEPS steps on end; not while the generator waits
 */
export function winDetector({
  generatorWaits,
}: Pick<Recipe, 'generatorWaits'>): (metrics: Metrics, step: number) => void {
  let won = 0;
  return ({ lossDReal, lossDFake, lossG, dReal, dFakeAfter }, step) => {
    const lossD = Math.abs(lossDReal + lossDFake);
    won = step > generatorWaits && lossD < NO_LOSS ? won + 1 : 0;
    if (won === WON_STEPS) {
      won = 0;
      throw new DivergedError(
        `the discriminator has won at step ${step}: for ${WON_STEPS} steps its loss has been 0, and it is sure of every picture ` +
          `(D(x) ${dReal.toFixed(3)}, D(G(z)) ${dFakeAfter.toFixed(3)}, the generator's loss ${lossG.toPrecision(3)})`,
        'lower discriminatorRate, or hold the discriminator back by r1Weight or spectralNorm, in a new run',
      );
    }
  };
}

/** The trainer's own streams of the recipe's seed end below this one; above it each rollback has a block of streams. */
const FIRST_ROLLBACK_STREAM = 2 ** 31;
const STREAMS_PER_ROLLBACK = 2 ** 27;
/** How often a run may go back: its blocks end below the last streams, which grids and scores use. */
export const MAX_ROLLBACKS = 8;

/**
 * The latents of a step after a rollback; they differ from those that the training diverged with.
 * @returns z: f32 [discriminatorSteps · batch, latentSize] of the step after `steps`; undefined before the first rollback, where the trainer
 * draws its own
 * @throws RangeError beyond the streams there are
 */
export function rollbackLatents(recipe: Recipe, steps: number, rollbacks: number): Float32Array | undefined {
  if (rollbacks === 0) {
    return undefined;
  }
  if (rollbacks > MAX_ROLLBACKS || steps >= STREAMS_PER_ROLLBACK) {
    throw new RangeError(`no latents for step ${steps} after ${rollbacks} rollbacks`);
  }
  const { latentSize, seed } = recipe;
  const stream = FIRST_ROLLBACK_STREAM + (rollbacks - 1) * STREAMS_PER_ROLLBACK + steps;
  return fillNormal(new Float32Array(picturesOfStep(recipe) * latentSize), seed, stream);
}

/** The error that ended a training, with the checkpoint that it can go on from. */
export class TrainingError extends Error {
  readonly checkpoint: string | undefined;

  constructor(cause: unknown, rollbacks: number, checkpoint: string | undefined) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const left =
      checkpoint === undefined ? 'there is no checkpoint yet' : `the last good checkpoint is ${checkpoint}`;
    const change = cause instanceof DivergedError ? cause.advice : undefined;
    const advice =
      rollbacks === 0
        ? `${change}, or write --on-diverge rollback to go on from the checkpoint with other latents`
        : `it was rolled back ${rollbacks} times; ${change}`;
    super([reason, left, ...(change === undefined ? [] : [advice])].join('\n'), {
      cause: cause instanceof Error ? cause.cause : cause,
    });
    this.checkpoint = checkpoint;
  }
}
