/** A site with other models than the published ones: its own copy of their folder, changed, in a temporary folder. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../worker/tools/serve.ts';
import { assembleWith, ROOT } from './assembled-site.ts';

export type SiteWithModels = {
  url: string;
  /** A temporary one, with what the site was built from. */
  folder: string;
  stop(): Promise<void>;
};

/** @param change edits the folder of models, given by its path */
export async function startSiteWithModels(
  change: (models: string) => Promise<void>,
): Promise<SiteWithModels> {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-models-'));
  const models = join(folder, 'models');
  await cp(join(ROOT, 'models'), models, { recursive: true });
  await change(models);
  const site = join(folder, 'site');
  await assembleWith(site, { models });
  const server = await startServer({ site });
  return {
    url: server.url,
    folder,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
