/** Which recipes the page can train. */
import type { Recipe } from '../../gan/recipe.ts';

/**
 * @throws Error where a recipe needs what the page does not implement
 */
export function checkSupported(recipe: Recipe): void {
  const { labelWeight, spectralNorm, augmentColour, augmentTranslation, augmentCutout, beta1 } = recipe;
  const unsupported = (what: string) => new Error(`${recipe.name}: the page trains without ${what}`);
  if (labelWeight > 0) {
    throw unsupported('labels: write labelWeight = 0');
  }
  if (spectralNorm) {
    throw unsupported('spectral norm: write spectralNorm = false');
  }
  if (augmentColour || augmentTranslation || augmentCutout) {
    throw unsupported('DiffAugment: leave it out');
  }
  if (recipe.decaySteps > 0 || recipe.generatorWaits > 0) {
    throw unsupported('a schedule: write decaySteps = 0 and generatorWaits = 0');
  }
  if (beta1 > 0) {
    throw unsupported('first moments: write beta1 = 0');
  }
  if (recipe.gpWeight > 0) {
    throw unsupported('the penalty of WGAN-GP: write gpWeight = 0');
  }
  if (recipe.r1Weight + recipe.r2Weight > 0 && recipe.penaltyEvery > 1) {
    throw unsupported('a second graph for penalties: write penaltyEvery = 1');
  }
}
