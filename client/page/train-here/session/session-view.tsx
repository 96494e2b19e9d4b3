import type { Backend } from '@dareka/engine';
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../../latent/code/code.ts';
import { seedFace } from '../../../../latent/face.ts';
import { useAppContext } from '../../app-context.ts';
import { nearestStep } from '../../nearest-step.ts';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { Slider } from '../../ui/slider.tsx';
import { uiTexts } from '../../ui/texts.ts';
import { AutoPauseChoice } from '../auto-pause/auto-pause-choice.tsx';
import { AutoPauseStatus } from '../auto-pause/auto-pause-status.tsx';
import { useAutoPause } from '../auto-pause/use-auto-pause.ts';
import { StepPanel } from '../data-flow/step-panel.tsx';
import { DevicePanel } from '../device-panel.tsx';
import { Projector } from '../projector/projector.tsx';
import { useProjector } from '../projector/use-projector.ts';
import { Hints } from '../sets/hints.tsx';
import { SetChoice } from '../sets/set-choice.tsx';
import { conditionOf, gridSide } from '../sets/training-set.ts';
import { TakeHome } from '../take-home/take-home.tsx';
import { trainHereTexts } from '../texts.ts';
import type { RunSpec } from '../trainings/choose-run.ts';
import type { BackendChoice } from '../worker/messages.ts';
import { BackendControl } from './backend-control.tsx';
import { LiveCurves } from './live-curves.tsx';
import { PauseButton } from './pause-button.tsx';
import { SampleGrid } from './sample-grid.tsx';
import { SessionButtons } from './session-buttons.tsx';
import { isLoaded } from './session-state.ts';
import { SessionStatus } from './session-status.tsx';
import type { TrainingSession } from './training-session.ts';

type SessionViewProps = {
  run: RunSpec;
  session: TrainingSession;
  backend: BackendChoice;
  setBackend: (backend: Backend) => void;
  /** The choice of what it is compared with. */
  comparing: ComponentChildren;
  /** The list of trainings, and what brings one back. */
  trainings: ComponentChildren;
  /** What to look for in a scenario. */
  note: ComponentChildren;
  /** The sliders that mend it. */
  mending: ComponentChildren;
  settings: ComponentChildren;
};

/** A training that has begun: its samples, its curves, and its controls. */
export function SessionView({
  run,
  session,
  backend,
  setBackend,
  comparing,
  note,
  mending,
  settings,
  trainings,
}: SessionViewProps) {
  const { name, set } = run;
  const condition = conditionOf(set);
  const side = gridSide(set.recipe);
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  const ofSet = texts.of[name];
  /** The view that opens a picture that is pressed. */
  const home = condition === undefined ? 'studio' : 'conditional';
  const { curves } = useTexts(uiTexts);
  const projector = useProjector();
  const state = useStore(session.state);
  /** The earlier step that is on screen, or null for the newest. */
  const [pastStep, setPastStep] = useState<number | null>(null);
  const [exporting, setExporting] = useState(false);
  const autoPause = useAutoPause(session, run.id, set.recipe);
  const { phase, snapshots, points, step } = state;
  const canExport = isLoaded(phase) && step > 0 && !exporting;
  const snapshotSteps = snapshots.map((snapshot) => snapshot.step);
  const newest = snapshots.length - 1;
  const index = pastStep === null ? newest : nearestStep(snapshotSteps, pastStep);
  const snapshot = snapshots[index];

  /** Opens a picture of the grid in another view, drawn by the generator as it is now. */
  async function openIn(view: 'studio' | 'conditional', row: number, column: number): Promise<void> {
    setExporting(true);
    try {
      const tag = await session.exportModel();
      const face =
        condition === undefined ? seedFace(tag, 1 + side * row + column) : seedFace(tag, 1 + column, [], row);
      app.router.go({ view, code: encodeFace(face), parts: [] });
      scrollTo(0, 0);
    } catch {
      // The session's warning or failure says why.
    }
    setExporting(false);
  }
  const seek = (to: number): void => setPastStep(nearestStep(snapshotSteps, to) === newest ? null : to);

  const pauseButton = (
    <PauseButton
      phase={phase}
      onPause={session.pause}
      onRun={() => {
        setPastStep(null);
        session.run(backend);
      }}
    />
  );
  // While it trains the state changes several times a second, and these panels do not.
  const choice = useMemo(() => <SetChoice name={name} />, [name]);
  const inside = useMemo(() => <StepPanel session={session} />, [session]);
  const hints = useMemo(() => <Hints name={name} />, [name]);
  const grid = {
    picture: snapshot?.picture,
    label: ofSet.samples(snapshot?.step ?? 0),
    side,
    classes: condition?.classes,
  };
  const at = Math.min(snapshot?.step ?? step, points.at(-1)?.step ?? 0);
  return (
    <div class="split-view train-here">
      {projector.isShown && (
        <Projector
          state={state}
          at={at}
          onSeek={seek}
          mending={mending}
          control={pauseButton}
          onLeave={projector.leave}
        >
          <SampleGrid {...grid} onPick={null} />
        </Projector>
      )}
      <div class="preview">
        <div class="preview-picture">
          <SampleGrid
            {...grid}
            onPick={pastStep === null && canExport ? (row, column) => void openIn(home, row, column) : null}
          />
        </div>
        <SessionStatus state={state} exporting={exporting} />
        <AutoPauseStatus autoPause={autoPause} phase={phase} />
        <div class="row">
          {pauseButton}
          <SessionButtons
            state={state}
            isConditional={condition !== undefined}
            canExport={canExport}
            onStep={() => {
              setPastStep(null);
              session.step();
            }}
            onOpenIn={(view) => void openIn(view, 0, 0)}
            onRestart={() => {
              setPastStep(null);
              session.restart();
            }}
            onProjector={projector.show}
          />
        </div>
        {snapshots.length > 1 && (
          <Slider
            label={curves.moment}
            value={index}
            min={0}
            max={newest}
            step={1}
            valueText={curves.step(snapshot?.step ?? 0)}
            onInput={(at) => setPastStep(at === newest ? null : (snapshotSteps[at] ?? null))}
          />
        )}
        <p class="aside">{ofSet.pickNote}</p>
      </div>
      <div class="controls">
        {choice}
        {note}
        <LiveCurves points={points} at={at} onSeek={seek} isCovered={projector.isShown} />
        {settings}
        {inside}
        {comparing}
        <TakeHome
          session={session}
          recipe={state.recipe}
          isOwn={name === 'own'}
          disabled={!isLoaded(phase) || step === 0 || exporting}
        />
        {hints}
        {trainings}
        <DevicePanel>
          <BackendControl
            backend={state.backend ?? backend}
            stepTimes={state.stepTimes}
            onChange={(chosen) => {
              setBackend(chosen);
              if (chosen !== state.backend) {
                session.run(chosen);
              }
            }}
          />
          <p class="aside">{texts.localNote}</p>
          <AutoPauseChoice autoPause={autoPause} />
        </DevicePanel>
      </div>
    </div>
  );
}
