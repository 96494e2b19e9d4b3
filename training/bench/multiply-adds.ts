/** The arithmetic of a recipe, so that rates of different networks can be compared. */
import { BASE_SIDE, KERNEL_SIZE, RESIDUAL_KERNEL_SIZE } from '../../gan/networks/architecture.ts';
import { discriminatorChannels } from '../../gan/networks/condition.ts';
import { discriminatorBlocks } from '../../gan/networks/discriminator-parameters.ts';
import { generatorLayers } from '../../gan/networks/generator.ts';
import type { Recipe } from '../../gan/recipe.ts';

/**
 * Passes through each network in a step, a backward pass counted as one for the inputs' and one for the weights'
 * gradients: G forward, backward twice; D forward on real, fake and fake again, backward twice for its own step on
 * each of two batches, and once for G's step. Penalties are not counted.
 */
const PASSES = { generator: 3, discriminator: 8 };
/** Passes in an update of D that no update of G follows: G forward; D forward on real and fake, backward twice on each. */
const PASSES_OF_UPDATE = { generator: 1, discriminator: 6 };

/** Multiply-adds of one picture of each batch of one step without penalty. */
export function multiplyAddsOfStep(recipe: Recipe): number {
  const [inGenerator, inDiscriminator] = [throughGenerator(recipe), throughDiscriminator(recipe)];
  const through = ({ generator, discriminator }: typeof PASSES): number =>
    generator * inGenerator + discriminator * inDiscriminator;
  return through(PASSES) + (recipe.discriminatorSteps - 1) * through(PASSES_OF_UPDATE);
}

function throughGenerator(recipe: Recipe): number {
  return generatorLayers(recipe).reduce((sum, { from, to, kernel, side, stride }) => {
    // z is a 1×1 grid; elsewhere each position of the coarser grid is multiplied with the whole kernel.
    const coarse = stride === 1 ? 1 : side / stride;
    return sum + from * to * kernel ** 2 * coarse ** 2;
  }, 0);
}

function throughDiscriminator(recipe: Recipe): number {
  const { condition, classCount, labelWeight, labelCount, minibatchDeviation } = recipe;
  const blocks = discriminatorBlocks(recipe);
  const grids = blocks.reduce((sum, { from, to, side, picture, residual }) => {
    // The picture of a grid's size has a convolution like that of the grid before.
    const seen = picture === undefined ? from : from + discriminatorChannels(recipe);
    const refined = residual === undefined ? 0 : 2 * to * RESIDUAL_KERNEL_SIZE ** 2;
    return sum + to * side ** 2 * (seen * KERNEL_SIZE ** 2 + refined);
  }, 0);
  const features = (blocks.at(-1)?.to ?? 0) + (minibatchDeviation ? 1 : 0);
  const outputs = 1 + (condition === 'auxiliary' ? classCount : 0) + (labelWeight > 0 ? labelCount : 0);
  return grids + outputs * features * BASE_SIDE ** 2;
}
