import { useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { useTexts } from '../../texts/language.ts';
import { compareTexts } from './texts.ts';
import { useVariantNames } from './use-variant-names.ts';
import { type Variant, variantsOf } from './variants.ts';
import './compare.css';

type ComparePanelProps = {
  /** The recipe of the training. */
  recipe: Recipe;
  /** The set's usual recipe. */
  usual: Recipe;
  onCompare: (variant: Variant) => void;
};

/** Chooses what a training is compared with. It checks which recipes are possible only while it is open. */
export function ComparePanel({ recipe, usual, onCompare }: ComparePanelProps) {
  const texts = useTexts(compareTexts);
  const nameOf = useVariantNames();
  const [open, setOpen] = useState(false);
  return (
    <section class="panel compare-panel">
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{texts.title}</summary>
        <p class="aside">{texts.note}</p>
        <div class="row">
          {open &&
            variantsOf(recipe, usual).map((variant) => (
              <button key={variant.name} type="button" class="button" onClick={() => onCompare(variant)}>
                {nameOf(variant.name)}
              </button>
            ))}
        </div>
      </details>
    </section>
  );
}
