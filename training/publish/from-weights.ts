/** A generator trained by the PyTorch tutorial: its own running statistics, its own pictures. */
import { inferRecipe } from '../exchange/architecture.ts';
import { originOf } from '../exchange/origin.ts';
import { readStateDict } from '../exchange/state-dict.ts';
import type { Publishable } from './publishable.ts';
import { IMPORTED_STORAGE, storeGenerator } from './store-generator.ts';
import type { WeightBits } from './weight-storage.ts';

export type FromFile = { readonly name: string; readonly truncation?: number | undefined };

/**
 * @param path of a safetensors file with netG's state dict
 * @param bits a weight; if not given, the fewest from 16 with which all faces equal PyTorch's within 1/255
 */
export async function fromWeights(
  path: string,
  { name, bits, truncation = 1 }: FromFile & { readonly bits?: WeightBits | undefined },
): Promise<Publishable> {
  const generator = await readStateDict(path, 'G');
  const recipe = inferRecipe(name, generator);
  const stored = await storeGenerator(recipe, generator.weights, {
    bits: bits ? [bits] : IMPORTED_STORAGE,
    truncation,
  });
  return { ...stored, name, truncation, origin: originOf('pytorch', path, generator.bytes) };
}
