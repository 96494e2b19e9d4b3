/** Which recipes the page trains ("Train one here"), of those that Node does. */
import type { Recipe } from './recipe.ts';

/** The page's pictures have no more pixels. */
const RESOLUTIONS: readonly number[] = [16, 32, 64];

/** Why the page cannot train by a recipe, as the end of a sentence; null where it can. */
export function whyNotInPage({ resolution, labelWeight }: Recipe): string | null {
  if (!RESOLUTIONS.includes(resolution)) {
    return `resolution is ${resolution}, and the page trains at 16, 32 and 64`;
  }
  return labelWeight > 0 ? 'labelWeight is not 0, and the page’s pictures have no labels' : null;
}
