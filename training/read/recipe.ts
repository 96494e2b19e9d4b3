/** Recipes as TOML files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { RECIPE_NAME } from '../../gan/recipe-schema.ts';
import { userPath } from '../command-line.ts';
import { readToml } from './toml.ts';

/** The folder of the package's own recipes. */
export const RECIPES = join(import.meta.dirname, '..', 'recipes');

/** The file that a command line names: by its path, or by the name of one of the package's own recipes. */
export function recipeFile(word: string): string {
  const own = join(RECIPES, `${word}.toml`);
  return RECIPE_NAME.test(word) && existsSync(own) ? own : userPath(word);
}

/** @throws where the file is not TOML or not a recipe */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(await readToml(v.record(v.string(), v.unknown()), path), path);
}
