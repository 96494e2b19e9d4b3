import type { Backend } from '@dareka/engine';
import { useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';
import { trainingTexts } from '../training/texts.ts';
import { TrainingCurves } from '../training/training-curves.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Slider } from '../ui/slider.tsx';
import { Hints } from './hints.tsx';
import { SampleGrid } from './sample-grid.tsx';
import { trainHereTexts } from './texts.ts';
import type { SessionState, TrainingSession } from './training-session.ts';

type SessionViewProps = {
  lesson: TrainingSession;
  backend: Backend;
  setBackend: (backend: Backend) => void;
};

/** The faces as they come, the curves, and what can be done about it. */
export function SessionView({ lesson, backend, setBackend }: SessionViewProps) {
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  const training = useTexts(trainingTexts);
  const status = useTexts(statusTexts);
  const pupil = useStore(lesson.pupil);
  /** The step that is looked back at; null is now. */
  const [past, setPast] = useState<number | null>(null);
  const [taking, setTaking] = useState(false);
  const { phase, film, points, step } = pupil;
  const isAwake = phase === 'learning' || phase === 'stopping' || phase === 'resting';
  const canTake = isAwake && step > 0 && !taking;
  const index = past === null ? film.length - 1 : nearest(film, past);
  const frame = film[index];

  async function take(seed: number): Promise<void> {
    setTaking(true);
    try {
      const code = encodeFace(seedFace(await lesson.take(), seed));
      app.router.go({ view: 'studio', code, parts: [] });
      scrollTo(0, 0);
    } catch {
      // The pupil says what was in the way.
    }
    setTaking(false);
  }
  const seek = (to: number): void => setPast(nearest(film, to) === film.length - 1 ? null : to);

  return (
    <div class="split-view train-here">
      <div class="preview">
        <div class="preview-picture">
          <SampleGrid
            picture={frame?.picture}
            label={texts.grid(frame?.step ?? 0)}
            choose={past === null && canTake ? (seed) => void take(seed) : null}
          />
        </div>
        <SessionStatus pupil={pupil} taking={taking} />
        <div class="row">
          {phase === 'learning' || phase === 'stopping' ? (
            <button
              type="button"
              class="button strong"
              disabled={phase === 'stopping'}
              onClick={lesson.pause}
            >
              {texts.pause}
            </button>
          ) : (
            <button
              type="button"
              class="button strong"
              disabled={phase === 'opening'}
              onClick={() => {
                setPast(null);
                lesson.run(backend);
              }}
            >
              {phase === 'failed' ? status.retry : texts.goOn}
            </button>
          )}
          <button type="button" class="button" disabled={!canTake} onClick={() => void take(1)}>
            {texts.studio}
          </button>
          <button
            type="button"
            class="button"
            disabled={step === 0 || phase !== 'resting'}
            title={texts.restartNote}
            onClick={() => {
              setPast(null);
              lesson.restart();
            }}
          >
            {texts.restart}
          </button>
        </div>
        {film.length > 1 && (
          <Slider
            label={training.moment}
            value={index}
            min={0}
            max={film.length - 1}
            step={1}
            valueText={training.step(frame?.step ?? 0)}
            onInput={(at) => setPast(at === film.length - 1 ? null : (film[at]?.step ?? null))}
          />
        )}
        <p class="aside">{texts.choose}</p>
      </div>
      <div class="tools">
        <TrainingCurves
          points={points}
          at={Math.min(frame?.step ?? step, points.at(-1)?.step ?? 0)}
          onSeek={seek}
        />
        <Hints />
        <section class="panel" aria-labelledby="device">
          <h2 id="device">{texts.device}</h2>
          <SegmentedControl
            label={texts.computeWith}
            segments={(['webgpu', 'wasm'] as const).map((each) => ({
              text: each === 'webgpu' ? 'WebGPU' : 'WASM',
              pressed: (pupil.backend ?? backend) === each,
              onPress: () => {
                setBackend(each);
                if (each !== pupil.backend) {
                  lesson.run(each);
                }
              },
            }))}
          />
          <p class="aside">{texts.computeNote}</p>
          <p class="aside">{texts.local}</p>
        </section>
      </div>
    </div>
  );
}

/** What it is doing, in a sentence or two. */
function SessionStatus({ pupil, taking }: { pupil: SessionState; taking: boolean }) {
  const texts = useTexts(trainHereTexts);
  const { phase, progress, step, pace, backend, kept, trouble, fellBack, failure } = pupil;
  const by = backend === 'webgpu' ? 'WebGPU' : 'WASM';
  return (
    <div class="condition">
      {phase === 'opening' && (
        <>
          <p role="status">{texts.doing(progress)}</p>
          <progress value={progress.fraction} aria-label={texts.preparing} />
        </>
      )}
      {taking && <p role="status">{texts.taking}</p>}
      {(phase === 'learning' || phase === 'stopping') && !taking && (
        <p>
          <strong>{texts.at(step)}</strong> {pace > 0 && texts.pace(pace, by)}
        </p>
      )}
      {phase === 'resting' && !taking && (
        <p role="status">
          <strong>{texts.at(step)}</strong> {texts.resting}
        </p>
      )}
      {failure !== null && (
        <p class="notice" role="alert">
          {texts.failure(failure)} {kept !== null && texts.keptTo(kept)}
        </p>
      )}
      {fellBack && failure === null && <p role="status">{texts.fellBack}</p>}
      {trouble !== null ? (
        <p class="notice" role="alert">
          {texts.trouble[trouble]}
        </p>
      ) : (
        kept !== null && failure === null && <p class="aside">{texts.keptTo(kept)}</p>
      )}
    </div>
  );
}

/** The frame that is nearest to a step. */
function nearest(film: SessionState['film'], step: number): number {
  return film.reduce(
    (best, frame, i) => (Math.abs(frame.step - step) < Math.abs((film[best]?.step ?? 0) - step) ? i : best),
    0,
  );
}
