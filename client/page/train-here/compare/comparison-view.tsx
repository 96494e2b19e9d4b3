import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { statusTexts } from '../../texts/status.ts';
import { ConfirmedButton } from '../../ui/confirmed-button.tsx';
import { AutoPauseStatus } from '../auto-pause/auto-pause-status.tsx';
import { useAutoPause } from '../auto-pause/use-auto-pause.ts';
import { SampleGrid } from '../session/sample-grid.tsx';
import { isLoaded } from '../session/session-state.ts';
import { conditionOf, gridSide } from '../sets/training-set.ts';
import { trainHereTexts } from '../texts.ts';
import { type RunSpec, randomId } from '../trainings/choose-run.ts';
import type { BackendChoice } from '../worker/messages.ts';
import { ComparisonCurves } from './comparison-curves.tsx';
import { openComparison } from './comparison-session.ts';
import { compareTexts } from './texts.ts';
import { useVariantNames } from './use-variant-names.ts';
import type { Variant } from './variants.ts';
import './compare.css';

type ComparisonViewProps = {
  run: RunSpec;
  variant: Variant;
  backend: BackendChoice;
  /** @param kept the id of the one that was kept; null for neither */
  onEnd: (kept: string | null) => void;
};

/** Two trainings from one seed, step for step beside each other, until one of them is kept. */
export function ComparisonView({ run, variant, backend, onEnd }: ComparisonViewProps) {
  const texts = useTexts(compareTexts);
  const page = useTexts(trainHereTexts);
  const runs = useMemo(() => {
    const changed = { ...run.set, recipe: variant.recipe };
    return [
      { ...run, id: randomId() },
      { ...run, id: randomId(), set: changed },
    ] as const;
  }, [run, variant]);
  const session = useMemo(() => openComparison(backend, runs), [backend, runs]);
  useEffect(() => session.close, [session]);
  const head = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone, and had the focus.
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  const {
    phase,
    progress,
    step,
    stepsPerSecond,
    sides,
    failure,
    backend: now,
    fellBack,
  } = useStore(session.state);
  const autoPause = useAutoPause(session, run.id, run.set.recipe);
  const { retry } = useTexts(statusTexts);
  const other = useVariantNames()(variant.name);
  const names = useMemo(() => [texts.asSet, other] as const, [texts, other]);
  const points = useMemo(() => [sides[0].points, sides[1].points] as const, [sides]);
  const diverged = sides.some((side) => side.diverged);

  async function keep(side: 0 | 1): Promise<void> {
    if (await session.keep(side)) {
      onEnd(runs[side].id);
    }
  }
  return (
    <div class="comparison train-here">
      <div ref={head} tabIndex={-1} class="comparison-head">
        <p>{texts.introduction(names[1])}</p>
        {phase === 'loading' && (
          <>
            <p role="status">{page.progress(progress)}</p>
            <progress value={progress.fraction} aria-label={page.loading} />
          </>
        )}
        {isLoaded(phase) && (
          <p role={phase === 'paused' ? 'status' : undefined}>
            <strong>{texts.atStep(step)}</strong>{' '}
            {phase === 'paused' ? page.paused : stepsPerSecond > 0 && texts.speed(stepsPerSecond)}
          </p>
        )}
        {fellBack !== null && failure === null && <p role="status">{texts.fellBack[fellBack]}</p>}
        <AutoPauseStatus autoPause={autoPause} phase={phase} />
        {failure !== null && (
          <p class="notice" role="alert">
            {page.failure(failure)}
          </p>
        )}
        <div class="row">
          {(phase === 'training' || phase === 'pausing') && !diverged && (
            <button
              type="button"
              class="button primary"
              // What is disabled loses the focus.
              aria-disabled={phase === 'pausing'}
              onClick={() => phase === 'training' && session.pause()}
            >
              {page.pause}
            </button>
          )}
          {(phase === 'paused' || phase === 'failed') && !diverged && (
            <button type="button" class="button primary" onClick={() => session.run(now ?? backend)}>
              {phase === 'failed' ? retry : page.resume}
            </button>
          )}
          {names.map((name, side) => (
            <button
              key={name}
              type="button"
              class="button"
              disabled={!isLoaded(phase) || step === 0 || sides[side]?.diverged}
              onClick={() => void keep(side === 0 ? 0 : 1)}
            >
              {texts.keep(name)}
            </button>
          ))}
          <ConfirmedButton
            label={texts.keepNeither}
            question={texts.keepNeitherQuestion(step)}
            confirm={texts.keepNeither}
            cancel={texts.goOn}
            onConfirm={() => onEnd(null)}
          />
        </div>
        <p class="aside">{texts.keepNote}</p>
      </div>
      <div class="comparison-grids">
        {sides.map(({ step: own, picture, diverged: isOver }, side) => (
          <section key={names[side]} aria-label={names[side]}>
            <h2 class={`swatch ${side === 0 ? 'second-series' : 'first-series'}`}>{names[side]}</h2>
            <SampleGrid
              picture={picture}
              label={page.of[run.name].samples(own)}
              side={gridSide(run.set.recipe)}
              classes={conditionOf(run.set)?.classes}
              onPick={null}
            />
            {isOver && (
              <p class="notice" role="alert">
                {texts.diverged(own)}
              </p>
            )}
          </section>
        ))}
      </div>
      <ComparisonCurves points={points} names={names} />
    </div>
  );
}
