/** The latents of a step once a run has gone back to a checkpoint: others than those that led astray. */
import { fillNormal } from '../../latent/seed.ts';
import type { Recipe } from '../recipe.ts';

/** A trainer's own streams of the recipe's seed end below; above, each rollback has a block of its own. */
const FIRST_STREAM = 2 ** 31;
const STREAMS_OF_A_ROLLBACK = 2 ** 27;
/** How often a run may go back. As many blocks fit below the streams at the very end, which grids and judge use. */
export const MOST_ROLLBACKS = 8;

/**
 * z: f32 [batch, latentSize] of the step after `steps`; undefined before the first rollback, where the trainer
 * draws its own.
 * @throws RangeError beyond the streams there are
 */
export function rolledLatents(
  { batch, latentSize, seed }: Recipe,
  steps: number,
  rollbacks: number,
): Float32Array | undefined {
  if (rollbacks === 0) {
    return undefined;
  }
  if (rollbacks > MOST_ROLLBACKS || steps >= STREAMS_OF_A_ROLLBACK) {
    throw new RangeError(`no latents for step ${steps} after ${rollbacks} rollbacks`);
  }
  const stream = FIRST_STREAM + (rollbacks - 1) * STREAMS_OF_A_ROLLBACK + steps;
  return fillNormal(new Float32Array(batch * latentSize), seed, stream);
}
