/** Refuses generators that draw the same picture for every z: a grey one, where their weights are zeros. */

import { generatorParameters } from '../../gan/networks/generator.ts';
import type { Recipe } from '../../gan/recipe.ts';
import type { Values } from '../../graph/tensor.ts';

/**
 * In a chain of layers one kernel of zeros is enough; with a picture at every size the other pictures are left.
 * @throws Error that names the kernels
 */
export function refuseZeros(recipe: Recipe, weights: Values): void {
  const kernels = generatorParameters(recipe).filter(({ role }) => role === 'kernel');
  const zeros = kernels.filter(({ name }) => weights[name]?.data.every((value) => value === 0));
  if (zeros.length === kernels.length || (zeros.length > 0 && recipe.network === 'dcgan')) {
    const names = zeros.map(({ name }) => name).join(', ');
    throw new Error(
      `${recipe.name}: ${names} ${zeros.length === 1 ? 'holds' : 'hold'} only zeros, so that every picture would be the same`,
    );
  }
}

/**
 * Whether the first two pictures are equal.
 * @param images f32 [n, 3, side, side], n ≥ 2
 */
export function samePicture(images: Float32Array, side: number): boolean {
  const size = 3 * side * side;
  return images.subarray(0, size).every((value, i) => value === images[size + i]);
}
