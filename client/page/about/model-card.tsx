import { useLoaded } from '../hooks/use-loaded.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { drawnBy, sourcesOf } from '../texts/sources.ts';
import { Fact } from '../ui/fact.tsx';
import { Link } from '../ui/link.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { routeOfAbout } from './about-route.ts';
import { Fetched } from './fetched.tsx';
import { evaluationOfModel } from './later-measurements.ts';
import { MeasuresTable } from './measures-table.tsx';
import { aboutTexts } from './texts.ts';
import { wholeTraining } from './whole-training.ts';

/** The measures that say most to a visitor; the whole card has all. */
const FIRST_MEASURES: readonly string[] = ['frechet', 'precision', 'recall', 'facesFound', 'copies'];

type ModelCardProps = {
  model: PageModel;
  /** The share code in the address. */
  code: string | null;
};

/** The model card in short, made from the manifest. */
export function ModelCard({ model, code }: ModelCardProps) {
  const about = useTexts(aboutTexts);
  const words = useTexts(manifestTexts);
  const { manifest } = model;
  const { data, training } = manifest;
  const fetched = useLoaded(async () => ({ value: await evaluationOfModel(manifest) }), [manifest]);
  const trained = training && wholeTraining(training);

  return (
    <Staggered>
      <section class="panel" aria-labelledby="card">
        <h2 id="card">{manifest.name}</h2>
        <p>{about.summary(manifest.latentSize, manifest.resolution, manifest.layers.length)}</p>
        <p>{about.sources[sourcesOf(manifest)]}</p>
        <p>{about.use[drawnBy(manifest)]}</p>
        <p>
          <Link to={routeOfAbout(model.tag, code, 'card')}>{about.wholeCard}</Link>
        </p>
        <p>
          <Link to={{ view: 'avatars', code: null, parts: [] }}>{about.avatars}</Link>
        </p>
      </section>
      <section class="panel" aria-labelledby="data">
        <h2 id="data">{about.data}</h2>
        <p lang={words.languageOf(data.description)}>{words.data(data.description)}</p>
        <dl class="description-list">
          <Fact
            name={about.pictures}
            value={data.portraits === 0 ? about.unknown : about.count(data.portraits)}
          />
          <Fact name={about.licence} value={manifest.licence} />
          {trained && <Fact name={about.imagesSeen} value={about.count(trained.images)} />}
          {trained && <Fact name={about.trainingTime} value={about.minutes(trained.minutes)} />}
        </dl>
        <p class="aside">{about.limits}</p>
      </section>
      <section class="panel" aria-labelledby="numbers">
        <h2 id="numbers">{about.numbers}</h2>
        <Fetched fetched={fetched} none={<p class="aside">{about.notEvaluated}</p>}>
          {({ measures }) => (
            <MeasuresTable
              measures={measures.filter(({ name }) => FIRST_MEASURES.includes(name))}
              manifest={manifest}
            />
          )}
        </Fetched>
        <p>
          <Link to={routeOfAbout(model.tag, code, 'card')}>{about.allNumbers}</Link>
        </p>
      </section>
    </Staggered>
  );
}
