import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatRecipe } from '../gan/recipe-toml.ts';
import { readRecipe } from './read/recipe.ts';

test('a recipe that is written as TOML is read back as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-recipe-'));
  try {
    const recipes = join(import.meta.dirname, 'recipes');
    for (const name of readdirSync(recipes).filter((each) => each.endsWith('.toml'))) {
      const recipe = { ...(await readRecipe(join(recipes, name))), generatorRate: 1e-7 };
      const copy = join(folder, name);
      await writeFile(copy, formatRecipe(recipe, ['Trained in a page']));
      expect(await readRecipe(copy)).toEqual(recipe);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
