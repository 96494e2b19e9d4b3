import { useEffect } from 'preact/hooks';
import { isModelTag, type Manifest, tagOf } from '../../../latent/model/manifest.ts';
import type { TrainingHistory } from '../../../latent/model/training-history.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { findFilmedModel } from '../models/filmed-model.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { FilmPlayer } from './film-player.tsx';
import { fetchHistory } from './history.ts';
import { trainingTexts } from './texts.ts';
import './training.css';

/**
 * How a model was trained: its film, beside its curves. The model is in the address, `#training/STEP/TAG`; without it the default one, or the
 * newest one whose training was filmed.
 */
export function View() {
  const app = useAppContext();
  const texts = useTexts(trainingTexts);
  const { parts } = useStore(app.router.route);
  const [, tag] = parts;
  const loaded = useLoaded(async () => {
    const model = await modelOrDefault(app, isModelTag(tag) ? tag : undefined);
    const filmed = await findFilmedModel(app, model);
    return { model, filmed, history: filmed && (await fetchHistory(filmed.history)) };
  }, [tag]);
  useEffect(() => app.code.set(null), [app]);
  useShownModel(loaded && tagOf((loaded.filmed ?? loaded.model.manifest).id));
  if (loaded === null) {
    return <Loading />;
  }
  const { model, filmed, history } = loaded;
  const picker = (
    <div class="row">
      <ModelPicker
        id={model.manifest.id}
        onPick={(chosen) => app.router.go({ view: 'training', code: null, parts: ['', chosen] })}
      />
    </div>
  );
  if (filmed === null || history === null) {
    return (
      <div class="training">
        {picker}
        <p class="notice">{texts.none}</p>
      </div>
    );
  }
  return (
    <div class="training">
      {picker}
      {filmed.id !== model.manifest.id && (
        <p class="aside">{texts.otherModel(filmed.id, model.manifest.id)}</p>
      )}
      {filmed.id === model.manifest.id && <PublishedStep manifest={model.manifest} history={history} />}
      <FilmPlayer key={filmed.film} film={filmed.film} history={history} tag={tag} />
      <section class="panel explainer">
        <h2>{texts.curvesTitle}</h2>
        {texts.curvesNotes.map((note) => (
          <p key={note} class="aside">
            {note}
          </p>
        ))}
      </section>
    </div>
  );
}

/** Says which step the model is of, where its run went on after that: a model is the best checkpoint, not the last one. */
function PublishedStep({
  manifest: { training },
  history,
}: {
  manifest: Manifest;
  history: TrainingHistory;
}) {
  const texts = useTexts(trainingTexts);
  if (training === undefined) {
    return null;
  }
  const before = training.grewFrom ?? training.wentOnFrom;
  const step = training.steps + (before?.steps ?? 0);
  const last = history.points.at(-1)?.step ?? 0;
  return step < last ? <p class="aside">{texts.published(step)}</p> : null;
}
