import { isOfDiscriminator, type Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { cardTexts } from './card-texts.ts';

/** What the model was trained on, how long, and by which recipe. */
export function CardTraining({ training }: Pick<Manifest, 'training'>) {
  const card = useTexts(cardTexts);
  const before = training?.grewFrom ?? training?.wentOnFrom;
  return (
    <section class="panel" aria-labelledby="card-training">
      <h2 id="card-training">{card.training}</h2>
      {training === undefined ? (
        <p>{card.noTraining}</p>
      ) : (
        <>
          <p>
            {before && `${card.before(before.name, before.images, before.minutes)} `}
            {(isOfDiscriminator(training) ? card.discriminatorTrained : card.trained)(
              training.images,
              training.steps,
              training.minutes,
            )}
          </p>
          {training.machine !== undefined && <p>{card.machine(training.machine)}</p>}
          <p>{card.average}</p>
          <details>
            <summary>{card.recipe}</summary>
            <DataTable
              label={card.recipe}
              head={[card.name, card.setting]}
              rows={Object.entries(training.recipe).map(([name, value]) => [
                <code>{name}</code>,
                <code>{String(value)}</code>,
              ])}
            />
          </details>
        </>
      )}
    </section>
  );
}
