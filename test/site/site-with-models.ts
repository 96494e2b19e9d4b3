/** A site with other models than the published ones: its own copy of their folder, changed. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelIndex, parseModelIndex } from '../../latent/model/manifest.ts';
import { ROOT, startTemporarySite, type TemporarySite } from './temporary-site.ts';

/** @param change edits the folder of models, given by its path and its index, and returns the new index */
export function startSiteWithModels(
  change: (models: string, index: ModelIndex) => Promise<ModelIndex>,
): Promise<TemporarySite> {
  return startTemporarySite(async (folder) => {
    const models = join(folder, 'models');
    await cp(join(ROOT, 'models'), models, { recursive: true });
    const file = join(models, 'index.json');
    const index = await change(models, parseModelIndex(JSON.parse(await readFile(file, 'utf8'))));
    await writeFile(file, JSON.stringify(index));
    return { models };
  });
}
