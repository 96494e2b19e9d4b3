/** Which recipes the page can train. */
import type { Recipe } from '../../gan/recipe.ts';

/**
 * @throws Error where a recipe needs what the page does not have
 */
export function checkSupported(recipe: Recipe): void {
  if (recipe.labelWeight > 0) {
    throw new Error(`${recipe.name}: the page trains without labels: write labelWeight = 0`);
  }
}
