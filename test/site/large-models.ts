/**
 * Skip generators of 256 × 256 with random weights, published: the first is drawn by the kernel, the second, which has no
 * weights file, by ONNX Runtime.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { largePlan } from '../../kernel/testing/random-model.ts';
import { parseModelIndex } from '../../latent/manifest.ts';
import { addRandomModel, type RandomModel, readRandomModel } from './random-models.ts';
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

const LARGE = { plan: largePlan, latentSize: 10 };
const KERNEL = { ...LARGE, name: 'large', seed: 1 };
const ONNX = { ...LARGE, name: 'large-onnx', seed: 2, hasWeights: false };

/** Both models: the kernel's is the default of new faces. */
export type LargeModels = Readonly<Record<'kernel' | 'onnx', RandomModel>>;

export function startSiteWithLargeModels(): Promise<TemporarySite> {
  return startSiteWithModels(async (models) => {
    const file = join(models, 'index.json');
    const index = parseModelIndex(JSON.parse(await readFile(file, 'utf8')));
    const ids = [await addRandomModel(models, KERNEL), await addRandomModel(models, ONNX)];
    await writeFile(file, JSON.stringify({ default: ids[0], models: [...index.models, ...ids] }));
  });
}

/** @param models the folder of models that the site was built from */
export async function readLargeModels(models: string): Promise<LargeModels> {
  return { kernel: await readRandomModel(models, KERNEL), onnx: await readRandomModel(models, ONNX) };
}
