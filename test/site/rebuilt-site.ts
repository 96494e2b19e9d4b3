/** The site after another build: every script of the page has other content and another name. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleWith, ROOT } from './assembled-site.ts';

export type RebuiltSite = {
  /** The folder to serve. */
  readonly folder: string;
  remove(): Promise<void>;
};

/** @param change maps the text of each script to its new text */
export async function rebuildSite(change: (script: string) => string): Promise<RebuiltSite> {
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
    await rewrite(join(assets, renamed(name)), (text) => change(refer(text)));
  }
  for (const name of (await readdir(page)).filter((file) => file.endsWith('.html'))) {
    await rewrite(join(page, name), refer);
  }
  await rewrite(join(page, 'sw.js'), (text) =>
    refer(text).replace(/(['"`])[0-9a-f]{12}\1/, '$1newbuild0000$1'),
  );
  const folder = join(temporary, 'site');
  await assembleWith(folder, { page });
  return { folder, remove: () => rm(temporary, { recursive: true, force: true }) };
}
