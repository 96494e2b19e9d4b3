import { useMemo } from 'preact/hooks';
import { classOfSeed } from '../../../latent/condition/condition.ts';
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { seedFace } from '../../../latent/face.ts';
import { useClassNames } from '../hooks/use-class-names.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { conditionalTexts } from './texts.ts';

const COUNT = 6;

type WithAndWithoutProps = {
  model: PageModel;
  condition: Condition;
  seed: number;
  ofClass: number;
  onPick: (seed: number, ofClass: number) => void;
};

/** The same seeds twice: each with the class that it draws, and all with the chosen one. */
export function WithAndWithout({ model, condition, seed, ofClass, onPick }: WithAndWithoutProps) {
  const texts = useTexts(conditionalTexts);
  const { frequencies } = condition;
  const classes = useClassNames(condition);
  const rows = useMemo(() => {
    const seeds = Array.from({ length: COUNT }, (_, i) => seed + i);
    return [
      { title: texts.noChoice, of: seeds.map((each) => ({ each, index: classOfSeed(each, frequencies) })) },
      {
        title: texts.choice(classes[ofClass] ?? ''),
        of: seeds.map((each) => ({ each, index: ofClass })),
      },
    ].map(({ title, of }) => ({
      title,
      choices: of.map(({ each, index }) => ({ each, index, face: seedFace(model.tag, each, [], index) })),
    }));
  }, [model, classes, frequencies, seed, ofClass, texts]);
  return (
    <section class="panel explainer" aria-labelledby="without">
      <h2 id="without">{texts.without}</h2>
      <p class="aside">{texts.withoutNote}</p>
      {rows.map(({ title, choices }) => (
        <div key={title} class="interpolation">
          <h3>{title}</h3>
          <FaceRow
            model={model}
            choices={choices.map(({ each, index, face }) => ({
              face,
              label: texts.seed(each, classes[index] ?? ''),
              caption: classes[index] ?? '',
              onPick: () => onPick(each, index),
            }))}
          />
        </div>
      ))}
    </section>
  );
}
