import type { Manifest } from '../../../latent/model/manifest.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { cardTexts } from './card-texts.ts';
import { aboutTexts } from './texts.ts';

/** What each direction does, and what it changes besides. */
export function CardDirections({ directions }: Pick<Manifest, 'directions'>) {
  const about = useTexts(aboutTexts);
  const card = useTexts(cardTexts);
  const names = useTexts(directionTexts);
  const share = (value: number | undefined): string => (value === undefined ? '' : about.share(value));
  /** Those of a model that was trained in the page were not fitted to traits, and have other measures. */
  const areAxes = directions.every(({ measured }) => measured.share !== undefined);
  const columns = areAxes
    ? ([['share', card.share]] as const)
    : ([
        ['moves', card.moves],
        ['believable', card.believable],
      ] as const);
  const withEffects = directions.filter(({ effects }) => effects !== undefined);
  return (
    <section class="panel" aria-labelledby="card-directions">
      <h2 id="card-directions">{card.directions}</h2>
      <p class="aside">{areAxes ? card.axesNote : card.directionsNote}</p>
      <DataTable
        label={card.directions}
        head={[card.direction, card.ends, card.range, ...columns.map(([, head]) => head)]}
        rows={directions.map((direction) => [
          names.name(direction.name),
          `${names.less(direction)} – ${names.more(direction)}`,
          direction.range.map((amount) => amount.toFixed(2)).join(' … '),
          ...columns.map(([measure]) => share(direction.measured[measure])),
        ])}
      />
      {withEffects.length > 0 && (
        <details>
          <summary>{card.effects}</summary>
          <p class="aside">{card.effectsNote}</p>
          <DataTable
            label={card.effects}
            head={[card.direction, ...withEffects.map(({ name }) => names.name(name))]}
            rows={withEffects.map(({ name, effects }) => [
              names.name(name),
              ...withEffects.map((other) => effects?.[other.name]?.toFixed(1) ?? ''),
            ])}
          />
        </details>
      )}
    </section>
  );
}
