/** A site with other models than the published ones: its own copy of their folder, changed. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, startTemporarySite, type TemporarySite } from './temporary-site.ts';

/** @param change edits the folder of models, given by its path */
export function startSiteWithModels(change: (models: string) => Promise<void>): Promise<TemporarySite> {
  return startTemporarySite(async (folder) => {
    const models = join(folder, 'models');
    await cp(join(ROOT, 'models'), models, { recursive: true });
    await change(models);
    return { models };
  });
}
