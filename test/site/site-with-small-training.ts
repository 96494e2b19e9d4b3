/**
 * The site with a smaller training: a GPU in software takes a minute for what the published one compiles and computes in its
 * first two steps. The folder browser-training/ is written anew from a small recipe, and the page is built with it and with the
 * variable `REPOSITORY`.
 */
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'vite';
import { digitFiles, portraitFiles } from '../../training/browser/training-files.ts';
import { openDataset } from '../../training/data/dataset.ts';
import { readDataDescription } from '../../training/publish/card/data-description.ts';
import { readRecipe } from '../../training/read/recipe.ts';
import { REPOSITORY } from './site-contents.ts';
import { ROOT, type SiteParts, startTemporarySite, type TemporarySite } from './temporary-site.ts';

const SMALL = { resolution: 16, generatorWidth: 8, discriminatorWidth: 8, batch: 4 } as const;

/** The sheet of digits: thirty of each class. */
const DIGIT_SHEET = { count: 300, columns: 30 };

export function startSiteWithSmallTraining(): Promise<TemporarySite> {
  return startTemporarySite(buildWithSmallTraining);
}

async function buildWithSmallTraining(folder: string): Promise<SiteParts> {
  const files = await smallTraining();
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, name), bytes);
  }
  const page = join(folder, 'page');
  const { REPOSITORY: usual } = process.env;
  process.env.REPOSITORY = REPOSITORY;
  await build({
    root: join(ROOT, 'client'),
    logLevel: 'warn',
    // An alias applies in workers too; the plugins of the page do not.
    resolve: { alias: [{ find: /^(\.\.\/)+browser-training\//, replacement: `${folder}/` }] },
    plugins: [redirectUrls(folder)],
    build: { outDir: page, emptyOutDir: true, minify: false },
  });
  delete process.env.REPOSITORY;
  Object.assign(process.env, usual === undefined ? {} : { REPOSITORY: usual });
  return { page };
}

async function smallTraining(): Promise<Record<string, Uint8Array>> {
  const source = await openDataset(join(ROOT, 'training', 'sample'));
  try {
    const recipe = await readRecipe(join(ROOT, 'training', 'recipes', 'browser-32.toml'));
    const about = await readDataDescription(join(ROOT, 'training', 'publish', 'faces.toml'));
    const digits = await readRecipe(join(ROOT, 'training', 'recipes', 'browser-digits-32.toml'));
    const aboutDigits = await readDataDescription(join(ROOT, 'training', 'browser', 'digits.toml'));
    return {
      ...(await portraitFiles({ ...recipe, ...SMALL }, source, about)),
      ...(await digitFiles({ ...digits, ...SMALL }, aboutDigits, DIGIT_SHEET)),
    };
  } finally {
    await source.close();
  }
}

/** Makes `new URL('…/browser-training/…', import.meta.url)` point into a folder: Vite applies no alias to such URLs. */
function redirectUrls(folder: string): Plugin {
  return {
    name: 'dareka:small-training',
    enforce: 'pre',
    transform(code, id) {
      const [path = id] = id.split('?');
      return code.includes('/browser-training/')
        ? code.replaceAll(
            /new URL\('(\.\.\/)+browser-training\//g,
            `new URL('${relative(dirname(path), folder)}/`,
          )
        : undefined;
    },
  };
}
