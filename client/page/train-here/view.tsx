import type { Backend } from '@dareka/engine';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { stateEntries } from '../../../gan/state-entries.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { hasStoredCheckpoint } from './checkpoint-storage.ts';
import { Hints } from './hints.tsx';
import { SessionView } from './session-view.tsx';
import { trainHereTexts } from './texts.ts';
import { trainingBytes } from './training-files.ts';
import { createTrainingSession } from './training-session.ts';
import { PORTRAITS } from './training-sets.ts';
import { recommendedBackend } from './training-worker.ts';
import './train-here.css';

/** Trains a small GAN on this device while the visitor watches. */
export function View() {
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  const session = useMemo(() => createTrainingSession(app.onnxRuntime), [app]);
  const { phase } = useStore(session.state);
  const [backend, setBackend] = useState<Backend | null>(null);
  const [resumes, setResumes] = useState(false);
  /** The size of the download; null while it is unknown. */
  const [bytes, setBytes] = useState<number | null>(null);

  useEffect(() => {
    app.code.set(null);
    const route = app.router.route.get();
    if (route.code !== null) {
      app.router.replace({ ...route, code: null });
    }
    if (app.requestedBackend !== null) {
      setBackend(app.requestedBackend);
    } else {
      void recommendedBackend().then(setBackend);
    }
    void hasStoredCheckpoint().then(setResumes);
    return session.close;
  }, [app, session]);

  useEffect(() => {
    if (backend !== null) {
      void trainingBytes(app.onnxRuntime, backend).then(setBytes);
    }
  }, [app, backend]);

  if (phase !== 'idle' && backend !== null) {
    return <SessionView session={session} backend={backend} setBackend={setBackend} />;
  }
  const { recipe, sheet } = PORTRAITS.set;
  const weights = stateEntries(recipe)
    .filter(({ name }) => /^[GD]\./.test(name))
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return (
    <div class="split-view train-here">
      <section class="panel introduction" aria-labelledby="introduction">
        <h2 id="introduction">{texts.introduction}</h2>
        {texts.story(sheet.count, recipe.resolution).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <dl class="description-list">
          {bytes !== null && bytes > 0 && (
            <div>
              <dt>{texts.downloadSize}</dt>
              <dd>{texts.megabytes(bytes / 1e6)}</dd>
            </div>
          )}
          <div>
            <dt>{texts.weights}</dt>
            <dd>{texts.count(weights)}</dd>
          </div>
        </dl>
        {resumes && <p role="status">{texts.resumable}</p>}
        <div class="row">
          <button
            type="button"
            class="button primary"
            disabled={backend === null}
            onClick={() => backend !== null && session.run(backend)}
          >
            {resumes ? texts.resume : texts.start}
          </button>
        </div>
      </section>
      <div class="controls">
        <Hints />
        <section class="panel" aria-labelledby="device">
          <h2 id="device">{texts.device}</h2>
          <p class="aside">{texts.localNote}</p>
        </section>
      </div>
    </div>
  );
}
