import type { Manifest } from '../../../latent/model/manifest.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { DataTable } from '../ui/data-table.tsx';
import { cardTexts } from './card-texts.ts';
import { Fetched } from './fetched.tsx';
import { evaluationOfModel } from './later-measurements.ts';
import { MeasuresTable } from './measures-table.tsx';
import { aboutTexts } from './texts.ts';

/** How near the pictures of a model are to those of its data, and which groups are rarer among them. */
export function CardEvaluation({ manifest }: { manifest: Manifest }) {
  const about = useTexts(aboutTexts);
  const card = useTexts(cardTexts);
  const words = useTexts(manifestTexts);
  const fetched = useLoaded(async () => ({ value: await evaluationOfModel(manifest) }), [manifest]);
  const groups = fetched?.value?.groups;
  return (
    <>
      <section class="panel" aria-labelledby="card-numbers">
        <h2 id="card-numbers">{about.numbers}</h2>
        <Fetched fetched={fetched} none={<p>{about.notEvaluated}</p>}>
          {({ protocol, samples, measures }) => (
            <>
              <p class="aside">{card.protocol(protocol, samples)}</p>
              <MeasuresTable measures={measures} manifest={manifest} />
            </>
          )}
        </Fetched>
      </section>
      {groups !== undefined && (
        <section class="panel" aria-labelledby="card-groups">
          <h2 id="card-groups">{about.rareGroups}</h2>
          <p class="aside">{about.rareNote}</p>
          <DataTable
            label={about.rareGroups}
            head={[about.group, about.inPortraits, about.inFaces]}
            rows={groups.map(({ name, portraits, faces }) => [
              words.group(name),
              about.share(portraits),
              about.share(faces),
            ])}
          />
        </section>
      )}
    </>
  );
}
