import type { Backend } from '@dareka/engine';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { stateEntries } from '../../../gan/state-entries.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { hasStoredCheckpoint } from './checkpoint-storage.ts';
import { Hints } from './hints.tsx';
import { parseLessonRoute } from './route.ts';
import { SessionView } from './session-view.tsx';
import { SetChoice } from './set-choice.tsx';
import { trainHereTexts } from './texts.ts';
import { trainingBytes } from './training-files.ts';
import { createTrainingSession } from './training-session.ts';
import { type PublishedSet, TRAINING_SETS } from './training-sets.ts';
import { recommendedBackend } from './training-worker.ts';
import './train-here.css';

/** Trains a small GAN on this device while the visitor watches. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  /** Kept while the visitor goes to another view, whose address has other parts. */
  const name = useRef(parseLessonRoute(route).set);
  if (route.view === 'lesson') {
    name.current = parseLessonRoute(route).set;
  }

  useEffect(() => {
    app.code.set(null);
    const { code, ...rest } = app.router.route.get();
    if (code !== null) {
      app.router.replace({ ...rest, code: null });
    }
  }, [app]);

  return <Training key={name.current} published={TRAINING_SETS[name.current]} />;
}

/** The training on one set: what it will be, and, once it has begun, what it does. */
function Training({ published }: { published: PublishedSet }) {
  const { name, set, pictures } = published;
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  const session = useMemo(() => createTrainingSession(app.onnxRuntime, published), [app, published]);
  const { phase } = useStore(session.state);
  const [backend, setBackend] = useState<Backend | null>(null);
  const [resumes, setResumes] = useState(false);
  /** The size of the download; null while it is unknown. */
  const [bytes, setBytes] = useState<number | null>(null);

  useEffect(() => {
    if (app.requestedBackend !== null) {
      setBackend(app.requestedBackend);
    } else {
      void recommendedBackend().then(setBackend);
    }
    void hasStoredCheckpoint(name).then(setResumes);
    return session.close;
  }, [app, name, session]);

  useEffect(() => {
    if (backend !== null) {
      void trainingBytes(app.onnxRuntime, backend, [pictures]).then(setBytes);
    }
  }, [app, backend, pictures]);

  if (phase !== 'idle' && backend !== null) {
    return <SessionView published={published} session={session} backend={backend} setBackend={setBackend} />;
  }
  const { recipe, sheet } = set;
  const { introduction, story } = texts.of[name];
  const weights = stateEntries(recipe)
    .filter(({ name }) => /^[GD]\./.test(name))
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return (
    <div class="split-view train-here">
      <section class="panel introduction" aria-labelledby="introduction">
        <SetChoice name={name} />
        <h2 id="introduction">{introduction}</h2>
        {story(sheet.count, recipe.resolution).map((paragraph) => (
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
        <Hints name={name} />
        <section class="panel" aria-labelledby="device">
          <h2 id="device">{texts.device}</h2>
          <p class="aside">{texts.localNote}</p>
        </section>
      </div>
    </div>
  );
}
