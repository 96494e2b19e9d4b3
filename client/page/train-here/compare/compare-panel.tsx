import type { Recipe } from '../../../../gan/recipe.ts';
import { useTexts } from '../../texts/language.ts';
import { compareTexts } from './texts.ts';
import { type Variant, variantsOf } from './variants.ts';
import './compare.css';

/** Chooses what a training is compared with. */
export function ComparePanel({
  recipe,
  onCompare,
}: {
  recipe: Recipe;
  onCompare: (variant: Variant) => void;
}) {
  const texts = useTexts(compareTexts);
  return (
    <section class="panel compare-panel">
      <details>
        <summary>{texts.title}</summary>
        <p class="aside">{texts.note}</p>
        <div class="row">
          {variantsOf(recipe).map((variant) => (
            <button key={variant.name} type="button" class="button" onClick={() => onCompare(variant)}>
              {texts.variants[variant.name]}
            </button>
          ))}
        </div>
      </details>
    </section>
  );
}
