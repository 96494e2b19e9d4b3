import type { Model } from '../model.ts';
import { useTexts } from '../texts/index.ts';
import { type Equation, equationOfSeeds } from './equation.ts';

/** The examples that came with the model, one press away. */
export function Examples({ model, change }: { model: Model; change: (equation: Equation) => void }) {
  const { arithmetic } = useTexts();
  const relations = model.manifest.arithmetic ?? [];
  if (relations.length === 0) return <p class="aside">{arithmetic.noExamples}</p>;
  return (
    <section class="examples" aria-label={arithmetic.examples}>
      <p>{arithmetic.examples}</p>
      <div class="row">
        {relations.flatMap(({ relation, shows, examples }) =>
          examples.map((example, i) => (
            <button
              key={`${relation} ${i}`}
              type="button"
              class="button"
              lang="en"
              onClick={() => change(equationOfSeeds(example, model))}
            >
              {shows.a} − {shows.b} + {shows.c}
              {examples.length > 1 && ` (${i + 1})`}
            </button>
          )),
        )}
      </div>
    </section>
  );
}
