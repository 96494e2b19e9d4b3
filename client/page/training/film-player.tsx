import { toFailure } from '@dareka/engine';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TrainingHistory } from '../../../latent/model/training-history.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { nearestStep } from '../nearest-step.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { uiTexts } from '../ui/texts.ts';
import { TrainingCurves } from '../ui/training-curves.tsx';
import { usePaintedCanvas } from '../ui/use-painted-canvas.ts';
import { type Film, openFilm } from './film.ts';
import { trainingTexts } from './texts.ts';

const FRAME_MS = 140;

type FilmPlayerProps = {
  /** URL of the animated WebP. */
  film: string;
  history: TrainingHistory;
  /** The tag of the model in the address, if it has one. */
  tag: string | undefined;
};

/** The film of a training with a slider, and its curves, which seek as well. */
export function FilmPlayer({ film: url, history: { points, film: steps }, tag }: FilmPlayerProps) {
  const app = useAppContext();
  const texts = useTexts(trainingTexts);
  const { curves } = useTexts(uiTexts);
  const { parts } = useStore(app.router.route);
  const stepInRoute = Number.parseInt(parts[0] ?? '', 10);
  const [frame, setFrame] = useState(
    Number.isNaN(stepInRoute) ? steps.length - 1 : nearestStep(steps, stepInRoute),
  );
  const [playing, setPlaying] = useState(false);
  const film = useLoaded(() => openFilm(url), [url]);
  const step = steps[frame] ?? 0;
  const pointSteps = useMemo(() => points.map((point) => point.step), [points]);
  const point = points[nearestStep(pointSteps, step)];

  useEffect(() => {
    if (!playing) {
      return;
    }
    const timer = setInterval(() => setFrame((before) => (before + 1) % steps.length), FRAME_MS);
    return () => clearInterval(timer);
  }, [playing]);

  useEffect(() => {
    const now = app.router.route.get();
    // Effects run late: another view, or another model, may be in the address by now.
    if (now.view === 'training' && now.parts[1] === tag) {
      const parts = tag === undefined ? [String(step)] : [String(step), tag];
      app.router.replaceSoon({ view: 'training', code: null, parts });
    }
  }, [step]);

  function seek(to: number): void {
    setPlaying(false);
    setFrame(to);
  }

  return (
    <div class="split-view">
      <div class="preview">
        <FilmFrame film={film} frame={frame} label={texts.film(step)} />
        <Slider
          label={curves.moment}
          value={frame}
          min={0}
          max={steps.length - 1}
          step={1}
          valueText={curves.step(step)}
          onInput={seek}
        />
        <div class="row">
          <button type="button" class="button primary" onClick={() => setPlaying(!playing)}>
            {playing ? texts.pause : texts.play}
          </button>
        </div>
        {point && <p class="aside">{texts.soFar(point.images, point.seconds)}</p>}
      </div>
      <div class="controls">
        <TrainingCurves points={points} at={step} onSeek={(to) => seek(nearestStep(steps, to))} />
      </div>
    </div>
  );
}

type FilmFrameProps = { film: Film | null; frame: number; label: string };

function FilmFrame({ film, frame, label }: FilmFrameProps) {
  const app = useAppContext();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<ImageData | null>(null);
  usePaintedCanvas(canvas, picture);
  useEffect(() => {
    if (film === null) {
      return;
    }
    const control = new AbortController();
    const { signal } = control;
    film.frame(frame, signal).then(
      (drawn) => signal.aborted || setPicture(drawn),
      (error: unknown) => signal.aborted || app.failure.set(toFailure(error)),
    );
    return () => control.abort();
  }, [film, frame]);
  // The film of a conditional model has a row for each class, and may be higher than wide.
  const ratio = picture === null ? 1 : picture.width / picture.height;
  return (
    <div class="preview-picture" style={{ '--ratio': ratio }}>
      <canvas
        ref={canvas}
        width={0}
        height={0}
        class={picture === null ? 'face-grid blank' : 'face-grid'}
        role="img"
        aria-label={label}
      />
    </div>
  );
}
