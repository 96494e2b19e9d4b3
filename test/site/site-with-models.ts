/** A site with other models than the published ones: its own copy of their folder, changed, in a temporary folder. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleSite } from '../../worker/tools/build/assemble.ts';
import { findOnnxRuntime } from '../../worker/tools/build/onnx-runtime.ts';
import { startServer } from '../../worker/tools/serve.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export type SiteWithModels = {
  url: string;
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
  await assembleSite({
    page: join(ROOT, 'dist', 'page'),
    models,
    embed: join(ROOT, 'dist', 'embed'),
    runtime: await findOnnxRuntime(),
    out: site,
    cache: join(ROOT, 'node_modules', '.cache', 'dareka'),
    effort: 'fast',
  });
  const server = await startServer({ site });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
