import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import type { PageModel } from '../models/page-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { drawnBy, sourcesOf } from '../texts/sources.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Link } from '../ui/link.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { routeOfAbout } from './about-route.ts';
import { CardClasses } from './card-classes.tsx';
import { CardDirections } from './card-directions.tsx';
import { CardEvaluation } from './card-evaluation.tsx';
import { limitsInCard } from './card-limits.ts';
import { CardNetwork } from './card-network.tsx';
import { cardTexts } from './card-texts.ts';
import { CardTraining } from './card-training.tsx';
import { CardTraits } from './card-traits.tsx';
import { formatNumber } from './format-number.ts';
import { aboutTexts } from './texts.ts';

/** The whole model card (Mitchell et al., 2019), in the visitor's language. */
export function CardPage({ model }: { model: PageModel }) {
  const app = useAppContext();
  const { code } = useStore(app.router.route);
  const about = useTexts(aboutTexts);
  const card = useTexts(cardTexts);
  const words = useTexts(manifestTexts);
  const { manifest } = model;
  const { data, arithmetic = [], turns = [], metrics } = manifest;
  const fileMeasures = Object.entries(metrics.values);
  const file = model.fileUrl('card');
  const limits = useLoaded(() => limitsInCard(file), [file]);
  return (
    <div class="card-page">
      <Staggered>
        <section class="panel" aria-labelledby="card">
          <h2 id="card">{manifest.id}</h2>
          <p>{about.summary(manifest.latentSize, manifest.resolution, manifest.layers.length)}</p>
          <p>{card.licence(manifest.licence)}</p>
          <p>
            <Link to={routeOfAbout(model.tag, code)}>{card.back}</Link>
          </p>
          {file !== null && (
            <p>
              <a href={file}>{card.raw}</a>
            </p>
          )}
        </section>
        <section class="panel" aria-labelledby="card-data">
          <h2 id="card-data">{about.data}</h2>
          <p lang={words.languageOf(data.description)}>{words.data(data.description)}</p>
          <p>{about.sources[sourcesOf(manifest)]}</p>
        </section>
        <section class="panel" aria-labelledby="card-use">
          <h2 id="card-use">{card.use}</h2>
          <p>{about.use[drawnBy(manifest)]}</p>
        </section>
        <section class="panel" aria-labelledby="card-limits">
          <h2 id="card-limits">{card.limits}</h2>
          {limits !== null && <p lang={words.languageOf(limits)}>{words.data(limits)}</p>}
          <p>{about.limits}</p>
        </section>
        <CardNetwork manifest={manifest} />
        <CardTraining training={manifest.training} />
        <CardEvaluation manifest={manifest} />
        {manifest.condition !== undefined && <CardClasses condition={manifest.condition} />}
        {manifest.directions.length > 0 && <CardDirections directions={manifest.directions} />}
        <CardTraits manifest={manifest} />
        {arithmetic.length > 0 && (
          <section class="panel" aria-labelledby="card-arithmetic">
            <h2 id="card-arithmetic">{card.arithmetic}</h2>
            <p class="aside">{card.arithmeticNote}</p>
            <DataTable
              label={card.arithmetic}
              head={[card.relation, card.shows, card.asMeant, card.triples]}
              rows={arithmetic.map(({ shows, measured }) => [
                `${words.shows(shows.a)} − ${words.shows(shows.b)} + ${words.shows(shows.c)}`,
                words.shows(shows.result),
                about.share(measured.asMeant ?? 0),
                measured.triples ?? '',
              ])}
            />
          </section>
        )}
        {turns.length > 0 && (
          <section class="panel" aria-labelledby="card-turns">
            <h2 id="card-turns">{card.turns}</h2>
            <p class="aside">{card.turnsNote}</p>
            <DataTable
              label={card.turns}
              head={[card.seed, card.turn, card.roughness, card.identity]}
              rows={turns.map(({ seed, measured }) => [
                seed,
                [measured.yawFrom, measured.yawTo].map((yaw) => `${(yaw ?? 0).toFixed(0)}°`).join(' … '),
                `${(measured.roughness ?? 0).toFixed(2)}°`,
                (measured.identity ?? 0).toFixed(2),
              ])}
            />
          </section>
        )}
        {fileMeasures.length > 0 && (
          <section class="panel" aria-labelledby="card-file">
            <h2 id="card-file">{card.file}</h2>
            <p class="aside">{card.fileNote(metrics.protocol)}</p>
            <DataTable
              label={card.file}
              head={[about.measure, card.value]}
              rows={fileMeasures.map(([name, value]) => [about.metric(name), formatNumber(value)])}
            />
          </section>
        )}
      </Staggered>
    </div>
  );
}
