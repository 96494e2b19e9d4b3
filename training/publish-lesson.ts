/**
 * Writes what the page needs to train a small GAN by itself, and the portraits of its quiz; lesson/README.md here says
 * more.
 *
 *     npm run -w training publish-lesson -- [--config training/recipes/lesson-32.toml] [--data training/sample]
 *                                           [--about training/publish/faces.toml] [--out lesson]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, userPath } from './command-line.ts';
import { openSource } from './data/source.ts';
import { lessonFiles } from './lesson/lesson.ts';
import { readAbout } from './publish/about.ts';
import { readRecipe } from './recipe.ts';
import { writeWhole } from './write-whole.ts';

const ROOT = join(import.meta.dirname, '..');

await command(async () => {
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
  const recipe = await readRecipe(path(flags.config, 'training', 'recipes', 'lesson-32.toml'));
  const about = await readAbout(path(flags.about, 'training', 'publish', 'faces.toml'));
  const source = await openSource(path(flags.data, 'training', 'sample'));
  const out = path(flags.out, 'lesson');
  const files = await lessonFiles(recipe, source, about).finally(() => source.close());
  await mkdir(out, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    await writeWhole(join(out, name), bytes);
    console.log(`${join(out, name)}: ${bytes.length} bytes`);
  }
});
