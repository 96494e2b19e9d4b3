/** The site after another build: every script of the page has another name, and the studio other words. */
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORMER_WORDS, NEWER_WORDS } from './site-contents.ts';
import { ROOT, type SiteParts, startTemporarySite, type TemporarySite } from './temporary-site.ts';

export function startRebuiltSite(): Promise<TemporarySite> {
  return startTemporarySite(rebuild);
}

async function rebuild(folder: string): Promise<SiteParts> {
  const page = join(folder, 'page');
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
  return { page };
}
