import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { useClassNames } from '../hooks/use-class-names.ts';
import { useTexts } from '../texts/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { cardTexts } from './card-texts.ts';
import { aboutTexts } from './texts.ts';

/** How often the data have each class, and how often a network reads it in the pictures that were asked for. */
export function CardClasses({ condition }: { condition: Condition }) {
  const about = useTexts(aboutTexts);
  const card = useTexts(cardTexts);
  const names = useClassNames(condition);
  const { frequencies, measured } = condition;
  const head = measured ? [card.readAsAsked, card.ofTheData, card.diversity, card.ofTheData] : [];
  return (
    <section class="panel" aria-labelledby="card-classes">
      <h2 id="card-classes">{card.classes}</h2>
      {measured && (
        <p class="aside">
          {card.classesNote(measured, about.share(measured.reader.accuracy), about.share(measured.accuracy))}
        </p>
      )}
      <DataTable
        label={card.classes}
        head={[card.classes, card.share, ...head]}
        rows={names.map((name, k) => [
          name,
          about.share(frequencies[k] ?? 0),
          ...(measured
            ? [
                about.share(measured.byClass[k] ?? 0),
                about.share(measured.realByClass[k] ?? 0),
                measured.diversity.drawn[k]?.toFixed(3) ?? '',
                measured.diversity.real[k]?.toFixed(3) ?? '',
              ]
            : []),
        ])}
      />
    </section>
  );
}
