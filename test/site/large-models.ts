/**
 * Skip generators of 256 × 256 with random weights, published: the first is drawn by the kernel, the second, which has no
 * weights file, by ONNX Runtime.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { largePlan } from '../../kernel/testing/random-model.ts';
import { parseModelIndex } from '../../latent/manifest.ts';
import { addRandomModel, type RandomModel } from './random-models.ts';

const LATENT_SIZE = 10;

/** Both models: the kernel's is the default of new faces. */
export type LargeModels = Readonly<Record<'kernel' | 'onnx', RandomModel>>;

/** @param models the folder of published models, which they are added to */
export async function addLargeModels(models: string): Promise<LargeModels> {
  const file = join(models, 'index.json');
  const index = parseModelIndex(JSON.parse(await readFile(file, 'utf8')));
  const large = { name: 'large', plan: largePlan, latentSize: LATENT_SIZE };
  const kernel = await addRandomModel(models, { ...large, seed: 1 });
  const onnx = await addRandomModel(models, { ...large, seed: 2, hasWeights: false });
  const ids = [kernel.id, onnx.id];
  await writeFile(file, JSON.stringify({ default: kernel.id, models: [...index.models, ...ids] }));
  return { kernel, onnx };
}
