import { useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import type { PageModel } from '../models/page-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { DataTable } from '../ui/data-table.tsx';
import { FaceRow } from '../ui/face-row.tsx';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { uiTexts } from '../ui/texts.ts';
import { formatNumber } from './format-number.ts';
import { evaluationOfModel } from './later-measurements.ts';
import { ARROWS } from './measures-table.tsx';
import { aboutTexts } from './texts.ts';
import { wholeTraining } from './whole-training.ts';

/** The tag of a model with the network of the DCGAN paper (2015), trained as the paper says. */
const PAPER_MODEL = '0d7899';
const FACES = 8;
const MEASURES = ['frechet', 'precision', 'recall'] as const;

type CompareModelsProps = {
  model: PageModel;
  /** The tag of the other model; undefined until one is chosen. */
  other: string | undefined;
  onPick: (other: string | undefined) => void;
};

/** Two models on the same seeds, and what their cards say. The other one is fetched on demand. */
export function CompareModels({ model, other, onPick }: CompareModelsProps) {
  const defaultTag = useStore(useAppContext().defaultManifest)?.tag;
  const about = useTexts(aboutTexts);
  return (
    <section class="panel compare" aria-labelledby="compare">
      <h2 id="compare">{about.compare}</h2>
      <p class="aside">{about.compareNote}</p>
      {other === undefined ? (
        <div class="row">
          <button
            type="button"
            class="button"
            onClick={() => onPick(model.tag === PAPER_MODEL ? defaultTag : PAPER_MODEL)}
          >
            {about.startComparing}
          </button>
        </div>
      ) : (
        <Comparison model={model} other={other} onPick={onPick} />
      )}
    </section>
  );
}

function Comparison({ model, other, onPick }: CompareModelsProps) {
  const app = useAppContext();
  const about = useTexts(aboutTexts);
  const [first, setFirst] = useState(1);
  const seeds = useMemo(() => Array.from({ length: FACES }, (_, i) => first + i), [first]);
  const beside = useLoaded(() => modelOrDefault(app, other), [other]);
  if (beside === null) {
    return <Loading />;
  }
  return (
    <>
      <div class="row">
        <ModelPicker id={beside.manifest.id} label={about.compareWith} onPick={onPick} />
        <button type="button" class="button" onClick={() => setFirst(first + FACES)}>
          {about.otherSeeds}
        </button>
      </div>
      {[model, beside].map((each, i) => (
        <ModelFaces key={i} model={each} seeds={seeds} />
      ))}
      <FactsTable manifests={[model.manifest, beside.manifest]} />
    </>
  );
}

function ModelFaces({ model, seeds }: { model: PageModel; seeds: readonly number[] }) {
  const app = useAppContext();
  const ui = useTexts(uiTexts);
  const faces = useMemo(() => seeds.map((seed) => seedFace(model.tag, seed)), [model, seeds]);
  return (
    <div>
      <h3>{model.manifest.id}</h3>
      <FaceRow
        model={model}
        choices={faces.map((face, i) => ({
          face,
          label: `${model.manifest.id}, ${ui.face(seeds[i] ?? 0)}`,
          caption: String(seeds[i]),
          onPick: () => app.router.go({ view: 'studio', code: encodeFace(face), parts: [] }),
        }))}
      />
    </div>
  );
}

function FactsTable({ manifests }: { manifests: readonly Manifest[] }) {
  const about = useTexts(aboutTexts);
  const words = useTexts(manifestTexts);
  const row = (name: string, cell: (manifest: Manifest) => string): string[] => [
    name,
    ...manifests.map(cell),
  ];
  const evaluations = useLoaded(() => Promise.all(manifests.map(evaluationOfModel)), manifests);
  const measures = MEASURES.flatMap((name) => {
    const found = (evaluations ?? []).map((each) => each?.measures.find((measure) => measure.name === name));
    const better = found.find((each) => each !== undefined)?.better;
    if (better === undefined) {
      return [];
    }
    const values = found.map((each) => (each === undefined ? '–' : formatNumber(each.value)));
    return [[`${words.measure(name)} ${ARROWS[better]}`, ...values]];
  });
  return (
    <DataTable
      label={about.compare}
      head={[about.fact, ...manifests.map(({ id }) => id)]}
      rows={[
        row(about.pictureSize, ({ resolution }) => `${resolution} × ${resolution}`),
        row(about.weightBytes, ({ files }) =>
          about.megabytes((files.find(({ role }) => role === 'weights')?.bytes ?? 0) / 1e6),
        ),
        row(about.imagesSeen, ({ training }) =>
          training === undefined ? about.unknown : about.count(wholeTraining(training).images),
        ),
        row(about.trainingTime, ({ training }) =>
          training === undefined ? about.unknown : about.minutes(wholeTraining(training).minutes),
        ),
        ...measures,
      ]}
    />
  );
}
