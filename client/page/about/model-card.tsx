import type { PageModel } from '../page-model.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { Link } from '../ui/link.tsx';
import { aboutTexts } from './texts.ts';
import { wholeTraining } from './whole-training.ts';

/** Whether lower or higher values are better. */
const ARROWS = { less: '↓', more: '↑' } as const;

/** The model card, made from the manifest. */
export function ModelCard({ model }: { model: PageModel }) {
  const about = useTexts(aboutTexts);
  const directions = useTexts(directionTexts);
  const words = useTexts(manifestTexts);
  const { manifest } = model;
  const { data, training, evaluation } = manifest;
  const trained = training && wholeTraining(training);
  const card = model.fileUrl('card');
  return (
    <>
      <section class="panel" aria-labelledby="card">
        <h2 id="card">{manifest.name}</h2>
        <p>{about.summary(manifest.latentSize, manifest.resolution, manifest.layers.length)}</p>
        <p>{data.realPersons ? about.realPersons : about.noRealPersons}</p>
        <p>{about.use}</p>
        <p>
          <Link to={{ view: 'avatars', code: null, parts: [] }}>{about.avatars}</Link>
        </p>
        {card && (
          <p>
            <a href={card}>{about.wholeCard}</a>
          </p>
        )}
      </section>
      <section class="panel" aria-labelledby="data">
        <h2 id="data">{about.data}</h2>
        <p lang={words.languageOf(data.description)}>{words.data(data.description)}</p>
        <dl class="description-list">
          <Fact
            name={about.portraits}
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
        {evaluation === undefined ? (
          <p class="aside">{about.notEvaluated}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{about.measure}</th>
                <th scope="col">{about.value}</th>
                <th scope="col">{about.reference}</th>
              </tr>
            </thead>
            <tbody>
              {evaluation.measures.map(({ name, value, error, reference, better }) => (
                <tr key={name}>
                  <th scope="row">
                    {words.measure(name)} <span title={about.betterWhen[better]}>{ARROWS[better]}</span>
                  </th>
                  <td>
                    {formatNumber(value)}
                    {error !== undefined && <small>± {Number(error.toPrecision(1))}</small>}
                  </td>
                  <td>{reference === undefined ? '' : formatNumber(reference)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {evaluation !== undefined && (
          <p class="aside">
            {ARROWS.less} {about.betterWhen.less}, {ARROWS.more} {about.betterWhen.more}
          </p>
        )}
        <dl class="description-list">
          {Object.entries(manifest.metrics.values).map(([name, value]) => (
            <Fact key={name} name={about.metric(name)} value={formatNumber(value)} />
          ))}
        </dl>
        {evaluation?.groups !== undefined && (
          <>
            <h3>{about.rareGroups}</h3>
            <table>
              <thead>
                <tr>
                  <th scope="col">{about.group}</th>
                  <th scope="col">{about.inPortraits}</th>
                  <th scope="col">{about.inFaces}</th>
                </tr>
              </thead>
              <tbody>
                {evaluation.groups.map(({ name, portraits, faces }) => (
                  <tr key={name}>
                    <th scope="row">{words.group(name)}</th>
                    <td>{about.share(portraits)}</td>
                    <td>{about.share(faces)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="aside">{about.rareNote}</p>
          </>
        )}
        {manifest.directions.length > 0 && (
          <>
            <h3>{about.directions}</h3>
            <dl class="description-list">
              {manifest.directions.map(({ name, measured }) => (
                <Fact
                  key={name}
                  name={directions.name(name)}
                  value={measured.moves === undefined ? '' : about.moves(measured.moves)}
                />
              ))}
            </dl>
          </>
        )}
      </section>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Three significant digits. */
function formatNumber(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
