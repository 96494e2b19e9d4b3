/** The set of the visitor's own pictures. */
import type { Recipe } from '../../../../gan/recipe.ts';
import type { TrainingSet } from '../sets/training-set.ts';

/** The side of a picture as it is kept: the largest resolution that the page trains at. */
export const OWN_SIDE = 64;

/** The discriminator would know fewer pictures than this by heart within minutes, so that DiffAugment changes them before it sees them. */
export const FEW_PICTURES = 50;

/** The usual recipe for that many pictures of one's own. @param recipe of the portraits, whose size and rates suit other pictures too */
function ownRecipe(recipe: Recipe, count: number): Recipe {
  const areFew = count < FEW_PICTURES;
  return {
    ...recipe,
    name: 'browser-own-32',
    augmentColour: areFew,
    augmentTranslation: areFew,
    augmentCutout: areFew,
    // What differs from the mean is what someone with a few pictures wants to see.
    truncation: areFew ? 1 : recipe.truncation,
  };
}

/** Pictures of one's own, one below the other in their sheet. */
export function ownSet(recipe: Recipe, count: number): TrainingSet {
  return {
    recipe: ownRecipe(recipe, count),
    sheet: { count, columns: 1, side: OWN_SIDE },
    data: {
      name: 'own pictures',
      description: 'Pictures that a visitor chose on this device, where they stayed.',
      licence: 'LicenseRef-own-pictures',
      // Nobody knows what is on them, so they may show real persons.
      realPersons: true,
    },
  };
}
