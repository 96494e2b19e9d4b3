/** Stores a DCGAN generator's weights as the files of a published model. */
import { manifestLayers } from '../../../gan/manifest-layers.ts';
import { generatorInputSize } from '../../../gan/networks/condition.ts';
import type { Recipe } from '../../../gan/recipe.ts';
import type { Values } from '../../../graph/tensor.ts';
import { inputsFromSeeds } from '../../../latent/condition/condition.ts';
import { openSampler } from '../../trainer/sampler.ts';
import { FACES, measureFidelity } from '../fidelity.ts';
import type { Publishable } from '../publishable.ts';
import { refuseZeros, samePicture } from '../refuse-constant.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { generatorFile } from './generator-file.ts';
import { DTYPE, type WeightBits } from './weight-storage.ts';
import { weightsFile } from './weights-file.ts';

/** Bits of generators trained here: links and the probe refer to the published weights, so only size matters. */
export const OWN_STORAGE: readonly WeightBits[] = [8];
/**
 * Bits of imported weights, whose pictures have to equal PyTorch's within 1/255. For a generator trained for 6,555 steps,
 * pixels in 8 bits differed by 0.5/255 on average and by 10/255 at most, in 16 bits by 0.006/255 and 1/255. 32 bits are
 * needed only where a weight is out of the range of half floats.
 */
export const IMPORTED_STORAGE: readonly WeightBits[] = [16, 32];
/** In steps of 1/255. */
const EQUAL = 1;

export type StorageChoice = {
  /** Bits per weight, smallest first: the first with which all faces are equal within 1/255 is used, or else the last. */
  readonly bits: readonly WeightBits[];
  readonly truncation: number;
  readonly condition?: Publishable['condition'];
};

/**
 * @param weights of G with the running statistics for its batch norms
 * @throws where it draws the same picture for every z
 * @returns the generator's file, its layers, the weights file, and how far its pictures are from those of float32 weights
 */
export async function storeGenerator(
  recipe: Recipe,
  weights: Values,
  { bits, truncation, condition }: StorageChoice,
): Promise<
  Pick<Publishable, 'resolution' | 'latentSize' | 'layers' | 'generator' | 'dtype' | 'fidelity' | 'files'>
> {
  const { resolution } = recipe;
  const latentSize = generatorInputSize(recipe);
  const taken = { latentSize, truncation, condition };
  refuseZeros(recipe, weights);
  const folded = foldBatchNorm(recipe, weights);
  const layers = manifestLayers(recipe);
  const sampler = await openSampler(recipe, FACES);
  try {
    const faces = await sampler.draw(weights, inputsFromSeeds(1, FACES, { ...taken, truncation: 1 }));
    if (samePicture(faces, resolution)) {
      throw new Error(`${recipe.name} draws the same picture for every z`);
    }
    for (const [i, candidate] of bits.entries()) {
      const generator = generatorFile(folded, candidate);
      const draw = (z: Float32Array) => sampler.draw(weights, z);
      const fidelity = await measureFidelity(draw, generator, taken);
      // A weight out of the range of half floats makes pictures of NaN, which are not equal either.
      if (!(fidelity.maxDifference255 <= EQUAL) && i < bits.length - 1) {
        continue;
      }
      const dtype = DTYPE[candidate];
      const content = weightsFile(folded, candidate);
      const files = [{ name: 'generator.weights', role: 'weights' as const, dtype, content }];
      return { resolution, latentSize, layers, generator, dtype, fidelity, files };
    }
  } finally {
    await sampler.release();
  }
  throw new RangeError('storeGenerator: no storage to choose from');
}
