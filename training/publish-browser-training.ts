/**
 * Writes what the page needs to train a small GAN by itself, on portraits and on digits, and the portraits of its quiz;
 * browser-training/README.md lists the files. The digits are drawn here.
 *
 *     npm run publish-browser-training -- [--config browser-32] [--data training/sample]
 *                                                     [--about training/publish/faces.toml] [--out browser-training]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../files/write-atomic.ts';
import { digitFiles, portraitFiles } from './browser/training-files.ts';
import { runCommand, userPath } from './command-line.ts';
import { openDataset } from './data/dataset.ts';
import { readDataDescription } from './publish/card/data-description.ts';
import { readRecipe, recipeFile } from './read/recipe.ts';

const ROOT = join(import.meta.dirname, '..');

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      about: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const path = (given: string | undefined, ...usual: string[]): string =>
    given === undefined ? join(ROOT, ...usual) : userPath(given);
  const recipe = await readRecipe(recipeFile(flags.config ?? 'browser-32'));
  const about = await readDataDescription(path(flags.about, 'training', 'publish', 'faces.toml'));
  const source = await openDataset(path(flags.data, 'training', 'sample'));
  const out = path(flags.out, 'browser-training');
  const digits = await digitFiles(
    await readRecipe(join(ROOT, 'training', 'recipes', 'browser-digits-32.toml')),
    await readDataDescription(join(ROOT, 'training', 'browser', 'digits.toml')),
  );
  const portraits = await portraitFiles(recipe, source, about).finally(() => source.close());
  const files = { ...portraits, ...digits };
  await mkdir(out, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    await writeAtomic(join(out, name), bytes);
    console.log(`${join(out, name)}: ${bytes.length} bytes`);
  }
});
