import type { Manifest } from '../../../latent/model/manifest.ts';
import type { TraitMeasurements } from '../../../latent/model/measurements.ts';
import { AIMS, describeTraits, reachesAim } from '../../../latent/traits/trait-aims.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useTexts } from '../texts/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { cardTexts } from './card-texts.ts';
import { Fetched } from './fetched.tsx';
import { traitsOfModel } from './later-measurements.ts';
import { aboutTexts } from './texts.ts';

/** How often the traits that the address of an avatar asks for are read in its faces. */
export function CardTraits({ manifest }: { manifest: Manifest }) {
  const card = useTexts(cardTexts);
  const fetched = useLoaded(async () => ({ value: await traitsOfModel(manifest) }), [manifest]);
  return (
    <section class="panel" aria-labelledby="card-traits">
      <h2 id="card-traits">{card.traits}</h2>
      <Fetched fetched={fetched} none={<p>{card.noTraits}</p>}>
        {(measured) => <TraitTables measured={measured} />}
      </Fetched>
    </section>
  );
}

function TraitTables({ measured }: { measured: TraitMeasurements }) {
  const about = useTexts(aboutTexts);
  const card = useTexts(cardTexts);
  const { reader, names, usual, asked } = measured;
  /** Each trait with its last word: `smile=yes`, `age=old`. */
  const ends = Object.entries(usual.shares).map(([name, words]) => ({
    name,
    word: Object.keys(words).at(-1) ?? '',
  }));
  function verdictOf(each: (typeof asked)[number]): string {
    if (each.absent) {
      return card.absent;
    }
    return reachesAim(each) ? card.yes : card.no;
  }
  const percent = (share: number | undefined): string =>
    share === undefined ? '' : (100 * share).toFixed(0);
  return (
    <>
      <p class="aside">{card.traitsNote(names, usual.names, reader)}</p>
      <p class="aside">{card.traitsAim(about.share(AIMS.one), about.share(AIMS.several))}</p>
      <DataTable
        label={card.traits}
        head={[card.asked, card.read, card.interval, card.reaches, card.withoutTraits]}
        rows={asked.map((each) => [
          <code>{describeTraits(each.traits)}</code>,
          about.share(each.held.share),
          `${about.share(each.held.low)} – ${about.share(each.held.high)}`,
          verdictOf(each),
          about.share(each.usual),
        ])}
      />
      <details>
        <summary>{card.sharesOfOthers}</summary>
        <p class="aside">{card.sharesNote}</p>
        <DataTable
          label={card.sharesOfOthers}
          head={[card.asked, ...ends.map((end) => <code key={end.name}>{`${end.name}=${end.word}`}</code>)]}
          rows={[
            [card.nothing, ...ends.map(({ name, word }) => percent(usual.shares[name]?.[word]))],
            ...asked.map(({ traits, shares }) => [
              <code>{describeTraits(traits)}</code>,
              ...ends.map(({ name, word }) => (name in traits ? '' : percent(shares[name]?.[word]))),
            ]),
          ]}
        />
      </details>
    </>
  );
}
