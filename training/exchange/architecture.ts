/** Recipe files that have to fit weights. */
import type { Recipe } from '../../gan/recipe.ts';
import { ARCHITECTURE_KEYS } from '../../gan/state-dict/infer-recipe.ts';
import { readRecipe } from '../read/recipe.ts';

/**
 * Reads a recipe file whose architecture has to be that of some weights.
 * @param found the recipe inferred from the weights
 * @param networks the networks that there are weights of
 * @throws where the architecture differs, naming the keys
 */
export async function readMatchingRecipe(
  path: string,
  found: Recipe,
  networks: keyof typeof ARCHITECTURE_KEYS,
): Promise<Recipe> {
  const recipe = await readRecipe(path);
  const wrong = ARCHITECTURE_KEYS[networks].filter((key) => recipe[key] !== found[key]);
  if (wrong.length > 0) {
    throw new Error(
      `${path} describes another architecture than that of the weights: write ${wrong
        .map((key) => `${key} = ${JSON.stringify(found[key])}`)
        .join(', ')}`,
    );
  }
  return recipe;
}
