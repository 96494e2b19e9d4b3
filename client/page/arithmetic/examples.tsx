import type { PageModel } from '../page-model.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { type Equation, equationOfSeeds, isSameEquation } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

type ExamplesProps = { model: PageModel; equation: Equation; onChange: (equation: Equation) => void };

/** The published examples of the model: the best of each relation first. */
export function Examples({ model, equation, onChange }: ExamplesProps) {
  const texts = useTexts(arithmeticTexts);
  const names = useTexts(manifestTexts);
  const relations = model.manifest.arithmetic ?? [];
  if (relations.length === 0) {
    return <p class="aside">{texts.noExamples}</p>;
  }
  return (
    <section class="examples" aria-label={texts.oneClickExamples}>
      {relations.map(({ relation, shows, examples }) => {
        const [a, b, c] = [shows.a, shows.b, shows.c].map(names.shows);
        const sum = `${a} − ${b} + ${c}`;
        const lang = names.languageOf(shows.a);
        return (
          <div key={relation} class="example">
            <p lang={lang}>{sum}</p>
            <div class="row">
              {examples.map((seeds, i) => {
                const example = equationOfSeeds(seeds, model);
                return (
                  <button
                    key={i}
                    type="button"
                    class={i === 0 ? 'button primary' : 'button toggle'}
                    aria-label={texts.example(sum, i + 1)}
                    aria-pressed={isSameEquation(example, equation)}
                    onClick={() => onChange(example)}
                  >
                    {i === 0 ? texts.showExample : i + 1}
                  </button>
                );
              })}
            </div>
          </div>
        );
      })}
    </section>
  );
}
