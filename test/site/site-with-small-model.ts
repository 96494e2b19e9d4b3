/** A site whose default model is the one of the paper, of 64 pixels: a GPU in software draws its faces some ten times faster. */
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

const NAME = 'dcgan-64';

export function startSiteWithSmallModel(): Promise<TemporarySite> {
  return startSiteWithModels(async (_, index) => {
    const small = index.models.find((id) => id.startsWith(`${NAME}-`));
    if (small === undefined) {
      throw new Error(`no published model is named ${NAME}`);
    }
    return { ...index, default: small };
  });
}
