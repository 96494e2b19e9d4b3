/** The arithmetic of a recipe, so that rates of different networks can be compared. */
import { KERNEL_SIZE } from '../networks/architecture.ts';
import { discriminatorChannels } from '../networks/condition.ts';
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
  return PASSES.generator * throughLayers(recipe) + PASSES.discriminator * throughDiscriminator(recipe);
}

function throughDiscriminator(recipe: Recipe): number {
  const { condition, classCount, discriminatorWidth, resolution, channels } = recipe;
  // Its outputs are the logit and, where it predicts them, the classes.
  const outputs = condition === 'auxiliary' ? 1 + classCount : 1;
  const mirror = { ...recipe, generatorWidth: discriminatorWidth, latentSize: outputs, classCount: 0 };
  const classChannels = discriminatorChannels(recipe) - channels;
  return (
    throughLayers(mirror) + classChannels * discriminatorWidth * KERNEL_SIZE ** 2 * (resolution / 2) ** 2
  );
}
