/** A generator trained by the PyTorch tutorial: its own running statistics, its own pictures. */
import { inferRecipe } from '../exchange/architecture.ts';
import { originOf } from '../exchange/origin.ts';
import { readStateDict } from '../exchange/state-dict.ts';
import type { Source } from './source.ts';
import type { Bits } from './storage.ts';
import { FAITHFUL, storeGenerator } from './store-generator.ts';

export type FromFile = { readonly name: string; readonly truncation?: number | undefined };

/**
 * @param path of a safetensors file with netG's state dict
 * @param bits a weight; if not given, the fewest from 16 with which all faces equal PyTorch's within 1/255
 */
export async function fromWeights(
  path: string,
  { name, bits, truncation = 1 }: FromFile & { readonly bits?: Bits | undefined },
): Promise<Source> {
  const generator = await readStateDict(path, 'G');
  const recipe = inferRecipe(name, generator);
  const stored = await storeGenerator(recipe, generator.weights, {
    bits: bits ? [bits] : FAITHFUL,
    truncation,
  });
  return { ...stored, name, truncation, origin: originOf('pytorch', path, generator.bytes) };
}
