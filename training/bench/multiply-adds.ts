/** The arithmetic of a recipe, so that rates of different networks can be compared. */
import { generatorLayers } from '../networks/generator.ts';
import type { Recipe } from '../recipe.ts';

/** Multiply-adds of one picture through a generator of that shape. */
function throughLayers(recipe: Recipe): number {
  return generatorLayers(recipe).reduce((sum, { from, to, kernel, side, stride }) => {
    // z is a 1×1 grid; elsewhere each position of the coarser grid is multiplied with the whole kernel.
    const coarse = stride === 1 ? 1 : side / stride;
    return sum + from * to * kernel ** 2 * coarse ** 2;
  }, 0);
}

/**
 * Passes through each network in a step, a backward pass counted as one for the inputs' and one for the weights'
 * gradients: G forward, backward twice; D forward on real, fake and fake again, backward twice for its own step on
 * each of two batches, and once for G's step. Penalties are not counted.
 */
const PASSES = { generator: 3, discriminator: 8 };

/** Multiply-adds of one picture of one step without penalty. The discriminator is the generator's mirror image. */
export function multiplyAddsOfStep(recipe: Recipe): number {
  const mirror = { ...recipe, generatorWidth: recipe.discriminatorWidth, latentSize: 1 };
  return PASSES.generator * throughLayers(recipe) + PASSES.discriminator * throughLayers(mirror);
}
