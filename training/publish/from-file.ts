/** Generators from files that were not trained here: weights of the PyTorch tutorial, and ONNX files. */
import { generatorInColour } from '../../gan/networks/grey.ts';
import { inferRecipe } from '../../gan/state-dict/infer-recipe.ts';
import { readOnnxGenerator } from '../exchange/onnx/read-generator.ts';
import { originOf } from '../exchange/origin.ts';
import { printChoice, readStateDict } from '../exchange/state-dict.ts';
import type { Publishable } from './publishable.ts';
import { IMPORTED_STORAGE, storeGenerator } from './storage/store-generator.ts';
import type { WeightBits } from './storage/weight-storage.ts';

export type FromFile = { readonly name: string; readonly truncation?: number | undefined };

/**
 * A generator trained by the PyTorch tutorial, with its own running statistics.
 * @param path of netG's state dict, by torch.save or as safetensors
 * @param bits per weight; by default 16, or 32 where faces would differ from PyTorch's by more than 1/255
 */
export async function fromWeights(
  path: string,
  { name, bits, truncation = 1 }: FromFile & { readonly bits?: WeightBits | undefined },
): Promise<Publishable> {
  const generator = await readStateDict(path, 'G');
  printChoice(generator);
  const recipe = inferRecipe(name, generator);
  // Published generators have three channels.
  const colour = generatorInColour(recipe, generator.weights);
  const stored = await storeGenerator(colour.architecture, colour.weights, {
    bits: bits ? [bits] : IMPORTED_STORAGE,
    truncation,
  });
  return { ...stored, name, truncation, origin: originOf('pytorch', path, generator.bytes) };
}

/** @param path of the ONNX file; its weights are published as it stores them, without a weights file for the edge */
export async function fromOnnx(path: string, { name, truncation = 1 }: FromFile): Promise<Publishable> {
  const { original, wrapped, ...read } = await readOnnxGenerator(path, truncation);
  if (wrapped !== undefined) {
    console.log(`${path}: ${wrapped}`);
  }
  return {
    ...read,
    name,
    truncation,
    dtype: 'f32',
    files: [],
    origin: originOf('onnx', path, original),
  };
}
