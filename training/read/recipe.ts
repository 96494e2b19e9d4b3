/** Recipes as TOML files. */
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { readToml } from './toml.ts';

/** @throws where the file is not TOML or not a recipe */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(await readToml(v.record(v.string(), v.unknown()), path), path);
}
