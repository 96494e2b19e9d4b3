/** Sites with and without a conditional model: small generators with random weights, one of which has ten classes. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dcganPlan } from '../../kernel/testing/random-model.ts';
import type { Condition } from '../../latent/condition-schema.ts';
import { parseModelIndex } from '../../latent/manifest.ts';
import { addRandomModel, type RandomModel } from './random-models.ts';
import { type SiteWithModels, startSiteWithModels } from './site-with-models.ts';

export const DIGITS: Condition = {
  name: 'digit',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  way: 'projection',
  frequencies: [0.05, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
};

/** Of z. */
export const NOISE_SIZE = 8;

export type ConditionalSite = SiteWithModels & { readonly model: RandomModel };

/** As readers of before there were classes see a manifest. */
async function withoutCondition(file: string): Promise<void> {
  const { condition, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
  if (condition !== undefined) {
    delete manifest.discriminator?.takesClass;
    await writeFile(file, JSON.stringify(manifest));
  }
}

/** @param condition without it the model has no classes, nor has any other on the site */
export async function startConditionalSite(condition?: Condition): Promise<ConditionalSite> {
  let model: RandomModel | undefined;
  const site = await startSiteWithModels(async (models) => {
    const file = join(models, 'index.json');
    const index = parseModelIndex(JSON.parse(await readFile(file, 'utf8')));
    model = await addRandomModel(models, {
      name: condition === undefined ? 'plain-32' : 'digits-32',
      plan: dcganPlan,
      latentSize: NOISE_SIZE + (condition?.classes.length ?? 0),
      seed: 3,
      ...(condition === undefined ? {} : { condition }),
    });
    await writeFile(
      file,
      JSON.stringify({ ...index, default: model.id, models: [...index.models, model.id] }),
    );
    if (condition === undefined) {
      await Promise.all(index.models.map((id) => withoutCondition(join(models, id, 'manifest.json'))));
    }
  });
  if (model === undefined) {
    throw new Error('no model was added');
  }
  return { ...site, model };
}
