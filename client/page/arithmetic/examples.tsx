import { useMemo } from 'preact/hooks';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { type Equation, EXEMPLARS, equationOfSeeds, isSameEquation, solveEquation } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

type ExamplesProps = { model: PageModel; equation: Equation; onChange: (equation: Equation) => void };

/** The published examples of the model, each as its result: the best of each relation first. */
export function Examples({ model, equation, onChange }: ExamplesProps) {
  const texts = useTexts(arithmeticTexts);
  const names = useTexts(manifestTexts);
  const relations = useMemo(
    () =>
      (model.manifest.arithmetic ?? []).map((published) => ({
        ...published,
        examples: published.examples.map((seeds) => {
          const example = equationOfSeeds(seeds, model);
          return { example, result: solveEquation(example, model, EXEMPLARS).result };
        }),
      })),
    [model],
  );
  if (relations.length === 0) {
    return <p class="aside">{texts.noExamples}</p>;
  }
  return (
    <section class="examples" aria-label={texts.oneClickExamples}>
      {relations.map(({ relation, shows, examples }) => {
        const [a, b, c] = [shows.a, shows.b, shows.c].map(names.shows);
        const sum = `${a} − ${b} + ${c}`;
        return (
          <div key={relation} class="example">
            <p lang={names.languageOf(shows.a)}>{sum}</p>
            <FaceRow
              model={model}
              choices={examples.map(({ example, result }, i) => ({
                face: result,
                label: texts.example(sum, i + 1),
                pressed: isSameEquation(example, equation),
                onPick: () => onChange(example),
              }))}
            />
          </div>
        );
      })}
    </section>
  );
}
