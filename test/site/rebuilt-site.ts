/** The site after another build: every script of the page has another name, and the studio other words. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../worker/tools/serve.ts';
import { assembleWith, ROOT } from './assembled-site.ts';
import { FORMER_WORDS, NEWER_WORDS } from './rebuilt-words.ts';
import type { SiteWithModels } from './site-with-models.ts';

export async function startRebuiltSite(): Promise<SiteWithModels> {
  const temporary = await mkdtemp(join(tmpdir(), 'dareka-rebuilt-'));
  const page = join(temporary, 'page');
  await cp(join(ROOT, 'dist', 'page'), page, { recursive: true });
  const assets = join(page, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const renamed = (name: string): string => name.replace(/\.js$/, 'rebuilt.js');
  const refer = (text: string): string =>
    scripts.reduce((rest, name) => rest.replaceAll(name, renamed(name)), text);
  const rewrite = async (file: string, by: (text: string) => string): Promise<void> =>
    writeFile(file, by(await readFile(file, 'utf8')));
  for (const name of scripts) {
    await rename(join(assets, name), join(assets, renamed(name)));
    await rewrite(join(assets, renamed(name)), (text) => refer(text).replace(FORMER_WORDS, NEWER_WORDS));
  }
  for (const name of (await readdir(page)).filter((file) => file.endsWith('.html'))) {
    await rewrite(join(page, name), refer);
  }
  await rewrite(join(page, 'sw.js'), (text) =>
    refer(text).replace(/(['"`])[0-9a-f]{12}\1/, '$1newbuild0000$1'),
  );
  const site = join(temporary, 'site');
  await assembleWith(site, { page });
  const server = await startServer({ site });
  return {
    url: server.url,
    folder: temporary,
    async stop() {
      await server.stop();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
