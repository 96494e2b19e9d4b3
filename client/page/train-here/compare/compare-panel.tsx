import type { Recipe } from '../../../../gan/recipe.ts';
import { useTexts } from '../../texts/language.ts';
import { compareTexts } from './texts.ts';
import { useVariantNames } from './use-variant-names.ts';
import { type Variant, variantsOf } from './variants.ts';
import './compare.css';

type ComparePanelProps = {
  /** Of the training. */
  recipe: Recipe;
  /** The set's usual one. */
  usual: Recipe;
  onCompare: (variant: Variant) => void;
};

/** Chooses what a training is compared with. */
export function ComparePanel({ recipe, usual, onCompare }: ComparePanelProps) {
  const texts = useTexts(compareTexts);
  const nameOf = useVariantNames();
  return (
    <section class="panel compare-panel">
      <details>
        <summary>{texts.title}</summary>
        <p class="aside">{texts.note}</p>
        <div class="row">
          {variantsOf(recipe, usual).map((variant) => (
            <button key={variant.name} type="button" class="button" onClick={() => onCompare(variant)}>
              {nameOf(variant.name)}
            </button>
          ))}
        </div>
      </details>
    </section>
  );
}
