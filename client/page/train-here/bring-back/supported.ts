/** Which recipes the page trains, of those that Node does. */
import type { Recipe } from '../../../../gan/recipe.ts';

const RESOLUTIONS: readonly number[] = [16, 32, 64];

/** Why the page does not train it, in English; null where it does. */
export function unsupported(recipe: Recipe): string | null {
  const { resolution, labelWeight } = recipe;
  if (!RESOLUTIONS.includes(resolution)) {
    return `${resolution} × ${resolution} pixels, and the page trains at 16, 32 and 64`;
  }
  return labelWeight > 0 ? 'labelWeight is not 0, and the page’s pictures have no labels' : null;
}
