/** A site put together in a temporary folder, with some parts other than those of `npm run build`, and served from there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleSite } from '../../worker/tools/build/assemble.ts';
import { findOnnxRuntime } from '../../worker/tools/build/onnx-runtime.ts';
import { startServer } from '../../worker/tools/serve.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

export type TemporarySite = {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** The temporary folder, with what the site was built from. */
  readonly folder: string;
  stop(): Promise<void>;
};

/** Folders that take the place of the built page and of the published models. */
export type SiteParts = { readonly page?: string; readonly models?: string };

/** @param prepare writes the other parts into the temporary folder, given by its path */
export async function startTemporarySite(
  prepare: (folder: string) => Promise<SiteParts>,
): Promise<TemporarySite> {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-site-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const { page = join(ROOT, 'dist', 'page'), models = join(ROOT, 'models') } = await prepare(folder);
    const site = join(folder, 'site');
    await assembleSite({
      page,
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
      folder,
      async stop() {
        await server.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
