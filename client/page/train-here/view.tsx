import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../gan/recipe.ts';
import { stateEntries } from '../../../gan/state-entries.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useSelected, useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { BringBackPanel } from './bring-back/bring-back-panel.tsx';
import { useBringBack } from './bring-back/use-bring-back.ts';
import { ComparePanel } from './compare/compare-panel.tsx';
import { ComparisonView } from './compare/comparison-view.tsx';
import type { Variant } from './compare/variants.ts';
import { givenFilesTexts } from './given-files/texts.ts';
import { useGivenFiles } from './given-files/use-given-files.ts';
import { useReceiver } from './given-files/use-receiver.ts';
import { OwnPanel } from './own-pictures/own-panel.tsx';
import { OwnSessionPanel } from './own-pictures/own-session-panel.tsx';
import { useTrainingSource } from './own-pictures/use-training-source.ts';
import { formatTrainHereRoute, parseTrainHereRoute, trainHereRoute } from './route.ts';
import { SessionView } from './session/session-view.tsx';
import { createTrainingSession, type TrainingSession } from './session/training-session.ts';
import { recommendedBackend } from './session/training-worker.ts';
import { Hints } from './sets/hints.tsx';
import { SetChoice } from './sets/set-choice.tsx';
import { trainingBytes } from './sets/training-files.ts';
import { sheetUrls, type TrainingSource } from './sets/training-sources.ts';
import { AddressNotice } from './settings/address-notice.tsx';
import { askedRecipe, askedRefusal, isRefusal, recipeWith, settingsOf } from './settings/run-settings.ts';
import { MendingSliders, ScenarioNote } from './settings/scenario-note.tsx';
import { type ScenarioName, scenarioOf } from './settings/scenarios.ts';
import type { Settings } from './settings/setting-keys.ts';
import { SettingsPanel } from './settings/settings-panel.tsx';
import { trainHereTexts } from './texts.ts';
import { chooseRun, type RunSpec, randomId } from './trainings/choose-run.ts';
import { readRuns } from './trainings/stored-runs.ts';
import { TrainingList } from './trainings/training-list.tsx';
import type { BackendChoice } from './worker/messages.ts';
import './train-here.css';

/** Trains a small GAN on this device while the visitor watches. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  /** Kept while the visitor goes to another view, whose address has other parts. */
  const asked = useRef(parseTrainHereRoute(route));
  if (route.view === 'lesson') {
    asked.current = parseTrainHereRoute(route);
  }

  /** The training of the list that goes on without being asked again. */
  const continued = useRef<string | null>(null);

  useEffect(() => {
    app.code.set(null);
    const { code, ...rest } = app.router.route.get();
    if (code !== null) {
      app.router.replace({ ...rest, code: null });
    }
  }, [app]);

  const { set, run, settings } = asked.current;
  const scenario = scenarioOf(asked.current.scenario);
  const ignored = [
    ...(asked.current.scenario !== null && scenario === null ? [`scenario=${asked.current.scenario}`] : []),
    ...(asked.current.ignored ?? []),
  ];
  const site = useTrainingSource(set);
  const source = useMemo(
    () => withAsked(site, scenario, settings),
    [site, scenario, JSON.stringify(settings)],
  );
  const isAsked = scenario !== null || Object.keys(settings).length > 0;
  useEffect(() => {
    // A training that an address describes is one of its own, which the same address goes on with after a reload.
    if (route.view === 'lesson' && isAsked && run === null) {
      const parts = formatTrainHereRoute({ ...asked.current, run: randomId() });
      app.router.replace({ ...route, parts });
    }
  }, [app, route, isAsked, run]);
  if (isAsked && run === null) {
    return null;
  }
  return (
    <TrainingOn
      key={`${set} ${run}`}
      source={source}
      usual={site.set.recipe}
      scenario={scenario}
      notice={<AddressNotice ignored={ignored} refusal={askedRefusal(site.set.recipe, scenario, settings)} />}
      id={run}
      goesOn={continued.current}
      onContinue={(id) => {
        continued.current = id;
      }}
    />
  );
}

/** With the recipe that the address asks for, which a new training begins with. */
function withAsked(
  source: TrainingSource,
  scenario: ScenarioName | null,
  settings: Settings,
): TrainingSource {
  const recipe = askedRecipe(source.set.recipe, scenario, settings);
  return { ...source, set: { ...source.set, recipe } };
}

type TrainingOnProps = {
  /** What it learns from, with the recipe that a new training begins with. */
  source: TrainingSource;
  /** The set's usual recipe. */
  usual: Recipe;
  scenario: ScenarioName | null;
  /** What it does not take over from the address. */
  notice: ComponentChildren;
  /** Of the training that the address names. */
  id: string | null;
  /** The id of the training that goes on without being asked. */
  goesOn: string | null;
  onContinue: (id: string | null) => void;
};

/** The training on one set that the address names or an earlier visit left, or a new one. */
function TrainingOn({ source, usual, scenario, notice, id, goesOn, onContinue }: TrainingOnProps) {
  const [readings, setReadings] = useState(0);
  const chosen = useLoaded(
    async () => ({ ...chooseRun(source, await readRuns(), id), readings }),
    [source, id, readings],
  );
  return chosen === null ? null : (
    <Training
      key={`${chosen.run.id} ${chosen.readings}`}
      {...chosen}
      usual={usual}
      scenario={scenario}
      notice={notice}
      // Once: not after it was compared or deleted.
      goesOn={readings === 0 && goesOn === chosen.run.id}
      onContinue={onContinue}
      onDelete={() => setReadings(readings + 1)}
      onReload={() => setReadings(readings + 1)}
    />
  );
}

type TrainingProps = Pick<TrainingOnProps, 'usual' | 'scenario' | 'notice' | 'onContinue'> & {
  run: RunSpec;
  /** Whether it is on this device. */
  resumes: boolean;
  /** Whether it goes on without being asked. */
  goesOn: boolean;
  onDelete: () => void;
  /** It is to be read anew, as it is stored. */
  onReload: () => void;
};

/** A training: what it will be, and, once it has begun, what it does. */
function Training({
  run,
  usual,
  scenario,
  notice,
  resumes,
  goesOn,
  onContinue,
  onDelete,
  onReload,
}: TrainingProps) {
  const { name, set } = run;
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  const givenFiles = useTexts(givenFilesTexts);
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
  const phase = useSelected(session.state, (state) => state.phase);
  const savedStep = useSelected(session.state, (state) => state.savedStep);
  const recipe = useSelected(session.state, (state) => state.recipe);
  const [backend, setBackend] = useState<BackendChoice | null>(null);
  /** What the training is compared with; null while it is by itself. */
  const [comparison, setComparison] = useState<{ run: RunSpec; variant: Variant } | null>(null);
  /** The size of the download; null while it is unknown. */
  const [bytes, setBytes] = useState<number | null>(null);

  useEffect(() => {
    if (app.requestedBackend !== null) {
      setBackend(app.requestedBackend);
    } else {
      void recommendedBackend().then(setBackend);
    }
    return session.close;
  }, [app, session]);

  useEffect(() => {
    const now = { ...run, set: { ...run.set, recipe } };
    void trainingBytes(sheetUrls(now)).then(setBytes);
  }, [run, recipe]);

  // Pictures are decoded, and films are kept, by a canvas of a worker.
  const hasCanvas = 'OffscreenCanvas' in globalThis;
  const canTrain = backend !== null && set.sheet.count > 0 && hasCanvas;
  useEffect(() => {
    if (goesOn && canTrain) {
      onContinue(null);
      session.run(backend);
    }
  }, [backend, session]);

  const trainings = (
    <TrainingList
      set={name}
      id={run.id}
      isOpen={phase !== 'idle'}
      savedStep={savedStep}
      onContinue={onContinue}
      onDelete={onDelete}
    />
  );
  const bringing = useBringBack(run, onContinue);
  const { receive, receiveTraining } = useReceiver({
    set: name,
    session,
    onTraining: (file) => void bringing.open(file),
    onChange: onReload,
  });
  const isOver = useGivenFiles(comparison === null ? receive : null);
  const bringBack = (
    <>
      <BringBackPanel {...bringing} id={run.id} onFile={receiveTraining} />
      {isOver && <p class="drop-target">{givenFiles.drop}</p>}
    </>
  );
  function begin(changed: Settings, chosen: ScenarioName | null): void {
    const id = randomId();
    onContinue(id);
    app.router.change(trainHereRoute({ set: name, run: id, scenario: chosen, settings: changed }));
    scrollTo(0, 0);
  }
  function compare(variant: Variant): void {
    // What it has learned is stored, and its worker makes room for the other one.
    session.close();
    setComparison({ run: { ...run, set: { ...set, recipe } }, variant });
    scrollTo(0, 0);
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
  if (comparison !== null && backend !== null) {
    return (
      <ComparisonView
        {...comparison}
        backend={backend}
        onEnd={(kept) => {
          if (kept === null) {
            return onReload();
          }
          onContinue(kept);
          app.router.change(trainHereRoute({ set: name, run: kept }));
        }}
      />
    );
  }
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
            {name === 'own' && <OwnSessionPanel session={session} onChange={onReload} />}
            {trainings}
            {bringBack}
          </>
        }
      />
    );
  }
  const { sheet } = set;
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
        {name === 'own' && <OwnPanel recipe={recipe} resumes={resumes} onFiles={receive} />}
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
        {notice}
        {resumes && <p role="status">{texts.resumable}</p>}
        {!hasCanvas && (
          <p class="notice" role="alert">
            {texts.noCanvas}
          </p>
        )}
        <div class="row">
          <button
            type="button"
            class="button primary"
            disabled={!canTrain}
            onClick={() => {
              if (backend !== null) {
                session.run(backend);
                // The button stands below the pictures that were chosen, and what is trained at the top.
                scrollTo(0, 0);
              }
            }}
          >
            {resumes ? texts.resume : texts.start}
          </button>
        </div>
      </section>
      <div class="controls">
        {note}
        {settings}
        <Hints name={name} />
        {trainings}
        {bringBack}
        <section class="panel" aria-labelledby="device">
          <h2 id="device">{texts.device}</h2>
          <p class="aside">{texts.localNote}</p>
        </section>
      </div>
    </div>
  );
}
