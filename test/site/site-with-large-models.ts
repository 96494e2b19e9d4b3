/**
 * Skip generators of 256 × 256 with random weights, published: the first is drawn by the kernel, the second, which has no
 * weights file, by ONNX Runtime.
 */
import { largePlan } from '../../kernel/testing/random-model.ts';
import { addRandomModel, type RandomModel, readRandomModel } from './random-models.ts';
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

const LARGE = { plan: largePlan, latentSize: 10 };
const KERNEL = { ...LARGE, name: 'large', seed: 1 };
const ONNX = { ...LARGE, name: 'large-onnx', seed: 2, hasWeights: false };

/** Both models, by what draws them; the kernel's is the default. */
export type LargeModels = Readonly<Record<'kernel' | 'onnx', RandomModel>>;

export function startSiteWithLargeModels(): Promise<TemporarySite> {
  return startSiteWithModels(async (models, index) => {
    const kernel = await addRandomModel(models, KERNEL);
    const onnx = await addRandomModel(models, ONNX);
    return { default: kernel, models: [...index.models, kernel, onnx] };
  });
}

/** @param models the folder of models that the site was built from */
export async function readLargeModels(models: string): Promise<LargeModels> {
  return { kernel: await readRandomModel(models, KERNEL), onnx: await readRandomModel(models, ONNX) };
}
