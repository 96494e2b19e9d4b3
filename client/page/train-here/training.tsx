import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../gan/recipe.ts';
import { useAppContext } from '../app-context.ts';
import { useSelected } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { BringBackPanel } from './bring-back/bring-back-panel.tsx';
import { useBringBack } from './bring-back/use-bring-back.ts';
import { ComparePanel } from './compare/compare-panel.tsx';
import { ComparisonView } from './compare/comparison-view.tsx';
import type { Variant } from './compare/variants.ts';
import { givenFilesTexts } from './given-files/texts.ts';
import { useGivenFiles } from './given-files/use-given-files.ts';
import { useReceiver } from './given-files/use-receiver.ts';
import { OwnSessionPanel } from './own-pictures/own-session-panel.tsx';
import { trainHereRoute } from './route.ts';
import { SessionView } from './session/session-view.tsx';
import { createTrainingSession, type TrainingSession } from './session/training-session.ts';
import { recommendedBackend } from './session/training-worker.ts';
import { isRefusal, recipeWith, settingsOf } from './settings/run-settings.ts';
import { MendingSliders, ScenarioNote } from './settings/scenario-note.tsx';
import type { ScenarioName } from './settings/scenarios.ts';
import type { Settings } from './settings/setting-keys.ts';
import { SettingsPanel } from './settings/settings-panel.tsx';
import { StartView } from './start-view.tsx';
import { type RunSpec, randomId } from './trainings/choose-run.ts';
import { TrainingList } from './trainings/training-list.tsx';
import type { BackendChoice } from './worker/messages.ts';

type TrainingProps = {
  run: RunSpec;
  /** The set's usual recipe. */
  usual: Recipe;
  scenario: ScenarioName | null;
  /** What it does not take over from the address. */
  notice: ComponentChildren;
  /** Whether it is stored on this device. */
  resumes: boolean;
  /** Whether it begins to train as soon as it is on screen. */
  autoStarts: boolean;
  /** Says which training begins to train as soon as it is on screen, by its id. */
  setAutoStart: (id: string | null) => void;
  /** The training is to be read again from storage. */
  onReload: () => void;
};

/** A training before it has begun, while it is on, or compared with another one. */
export function Training({
  run,
  usual,
  scenario,
  notice,
  resumes,
  autoStarts,
  setAutoStart,
  onReload,
}: TrainingProps) {
  const { name, set } = run;
  const app = useAppContext();
  const givenFiles = useTexts(givenFilesTexts);
  const session = useSession(run);
  const [backend, setBackend] = useBackendChoice();
  const phase = useSelected(session.state, (state) => state.phase);
  const savedStep = useSelected(session.state, (state) => state.savedStep);
  const recipe = useSelected(session.state, (state) => state.recipe);
  /** What the training is compared with; null while it is by itself. */
  const [comparison, setComparison] = useState<{ run: RunSpec; variant: Variant } | null>(null);

  // Workers decode pictures, and keep films, by such a canvas.
  const hasCanvas = 'OffscreenCanvas' in globalThis;
  const canTrain = backend !== null && set.sheet.count > 0 && hasCanvas;
  useEffect(() => {
    if (autoStarts && canTrain) {
      setAutoStart(null);
      session.run(backend);
    }
  }, [backend, session]);

  const bringing = useBringBack(run, setAutoStart);
  const { receive, receiveTraining } = useReceiver({
    set: name,
    session,
    onTraining: (file) => void bringing.open(file),
    onChange: onReload,
  });
  const isOver = useGivenFiles(comparison === null ? receive : null);

  function begin(changed: Settings, chosen: ScenarioName | null): void {
    const id = randomId();
    setAutoStart(id);
    app.router.change(trainHereRoute({ set: name, run: id, scenario: chosen, settings: changed }));
    scrollTo(0, 0);
  }
  function compare(variant: Variant): void {
    // What it has learned is stored, and its worker makes room for the other one.
    session.close();
    setComparison({ run: { ...run, set: { ...set, recipe } }, variant });
    scrollTo(0, 0);
  }
  function endComparison(kept: string | null): void {
    if (kept === null) {
      onReload();
      return;
    }
    setAutoStart(kept);
    app.router.change(trainHereRoute({ set: name, run: kept }));
  }

  if (comparison !== null && backend !== null) {
    return <ComparisonView {...comparison} backend={backend} onEnd={endComparison} />;
  }
  const mending =
    scenario === null || phase === 'idle' ? null : (
      <MendingSliders name={scenario} usual={usual} session={session} />
    );
  const note = scenario === null ? null : <ScenarioNote name={scenario}>{mending}</ScenarioNote>;
  const settings = (
    <SettingsPanel
      set={name}
      usual={usual}
      session={session}
      scenario={scenario}
      isNew={phase === 'idle' && !resumes}
      onBegin={begin}
      onCompare={backend === null ? null : (asked) => compare({ name: 'asked', recipe: asked })}
    />
  );
  const trainings = (
    <>
      <TrainingList
        set={name}
        id={run.id}
        isOpen={phase !== 'idle'}
        savedStep={savedStep}
        setAutoStart={setAutoStart}
        onDelete={onReload}
      />
      <BringBackPanel {...bringing} id={run.id} onFile={receiveTraining} />
      {isOver && <p class="drop-target">{givenFiles.drop}</p>}
    </>
  );
  if (phase !== 'idle' && backend !== null) {
    return (
      <SessionView
        run={run}
        session={session}
        backend={backend}
        setBackend={setBackend}
        comparing={<ComparePanel recipe={recipe} usual={usual} onCompare={compare} />}
        note={note}
        mending={mending}
        settings={settings}
        trainings={
          <>
            {name === 'own' && <OwnSessionPanel id={run.id} session={session} onChange={onReload} />}
            {trainings}
          </>
        }
      />
    );
  }
  return (
    <StartView
      run={run}
      recipe={recipe}
      resumes={resumes}
      hasCanvas={hasCanvas}
      notice={notice}
      note={note}
      settings={settings}
      trainings={trainings}
      onFiles={receive}
      onStart={canTrain ? () => session.run(backend) : null}
    />
  );
}

/** A session of the training, closed with the component. Another one takes its place when other pictures are chosen. */
function useSession(run: RunSpec): TrainingSession {
  const former = useRef<{ recipe: Recipe; session: TrainingSession } | null>(null);
  const session = useMemo(() => {
    const next = createTrainingSession(run);
    if (former.current !== null) {
      // Other pictures leave the settings as the visitor has made them.
      const { recipe, session } = former.current;
      const changed = recipeWith(run.set.recipe, settingsOf(recipe, session.state.get().recipe));
      if (!isRefusal(changed)) {
        next.change(changed);
      }
    }
    former.current = { recipe: run.set.recipe, session: next };
    return next;
  }, [run]);
  useEffect(() => session.close, [session]);
  return session;
}

/** The backend that the address asks for, else the one that suits the device, until the visitor chooses; null until it is known. */
function useBackendChoice(): [BackendChoice | null, (backend: BackendChoice) => void] {
  const { requestedBackend } = useAppContext();
  const [backend, setBackend] = useState<BackendChoice | null>(requestedBackend);
  useEffect(() => {
    if (requestedBackend === null) {
      void recommendedBackend().then((recommended) => setBackend((chosen) => chosen ?? recommended));
    }
  }, [requestedBackend]);
  return [backend, setBackend];
}
