/** A site whose default model is the one of the paper, of 64 pixels: a GPU in software draws its faces some ten times faster. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseModelIndex } from '../../latent/manifest.ts';
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

const NAME = 'dcgan-64';

export function startSmallSite(): Promise<TemporarySite> {
  return startSiteWithModels(async (models) => {
    const file = join(models, 'index.json');
    const index = parseModelIndex(JSON.parse(await readFile(file, 'utf8')));
    const small = index.models.find((id) => id.startsWith(`${NAME}-`));
    await writeFile(file, JSON.stringify({ ...index, default: small }));
  });
}
