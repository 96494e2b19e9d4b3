/** What a training can be compared with: the same recipe with one thing changed. */
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';

/** A rate ten times as high; recipes allow 1 at most. */
function tenfold(rate: number): number {
  return Math.min(1, 10 * rate);
}

const CHANGES = {
  hinge: () => ({ loss: 'hinge' }),
  leastSquares: () => ({ loss: 'leastSquares' }),
  relativistic: () => ({ loss: 'relativistic' }),
  nonSaturating: () => ({ loss: 'nonSaturating' }),
  highRates: ({ generatorRate, discriminatorRate }) => ({
    generatorRate: tenfold(generatorRate),
    discriminatorRate: tenfold(discriminatorRate),
  }),
  fastD: ({ discriminatorRate }) => ({ discriminatorRate: tenfold(discriminatorRate) }),
  noNorm: () => ({ generatorNorm: 'none' }),
  noPenalty: () => ({ r1Weight: 0 }),
  augmented: () => ({ augmentColour: true, augmentTranslation: true }),
} as const satisfies Record<string, (recipe: Recipe) => Partial<Recipe>>;

export type VariantName = keyof typeof CHANGES;

export type Variant = { readonly name: VariantName; readonly recipe: Recipe };

/** All variants that differ from the recipe, and that a recipe may be. */
export function variantsOf(recipe: Recipe): Variant[] {
  return (Object.keys(CHANGES) as VariantName[]).flatMap((name) => {
    const changed = { ...recipe, ...CHANGES[name](recipe) };
    const isSame = JSON.stringify(changed) === JSON.stringify(recipe);
    return isSame || !isPossible(changed) ? [] : [{ name, recipe: changed }];
  });
}

function isPossible(recipe: Recipe): boolean {
  try {
    parseRecipe(recipe, recipe.name);
    return true;
  } catch {
    return false;
  }
}
