import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../gan/recipe.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTrainingSource } from './own-pictures/use-training-source.ts';
import { formatTrainHereRoute, parseTrainHereRoute } from './route.ts';
import { lastCheckpoint } from './session/training-session.ts';
import type { TrainingSource } from './sets/training-sources.ts';
import { AddressNotice } from './settings/address-notice.tsx';
import { askedRecipe, askedRefusal } from './settings/run-settings.ts';
import { type ScenarioName, scenarioOf } from './settings/scenarios.ts';
import type { Settings } from './settings/setting-keys.ts';
import { Training } from './training.tsx';
import { chooseRun, randomId } from './trainings/choose-run.ts';
import { readRuns } from './trainings/stored-runs.ts';
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

  /** The id of the training that begins to train as soon as it is on screen. */
  const autoStart = useRef<string | null>(null);

  useEffect(() => {
    app.code.set(null);
    const { code, ...others } = app.router.route.get();
    if (code !== null) {
      app.router.replace({ ...others, code: null });
    }
  }, [app]);

  const { set: name, run, settings } = asked.current;
  const scenario = scenarioOf(asked.current.scenario);
  const ignored = [
    ...(asked.current.scenario !== null && scenario === null ? [`scenario=${asked.current.scenario}`] : []),
    ...(asked.current.ignored ?? []),
  ];
  const usualSource = useTrainingSource(name);
  const usual = usualSource.set.recipe;
  const source = useMemo(
    () => withAskedRecipe(usualSource, scenario, settings),
    [usualSource, scenario, JSON.stringify(settings)],
  );
  const isAsked = scenario !== null || Object.keys(settings).length > 0;
  useEffect(() => {
    // A training that an address describes gets an id of its own, so that a reload goes on with it.
    if (route.view === 'lesson' && isAsked && run === null) {
      const parts = formatTrainHereRoute({ ...asked.current, run: randomId() });
      app.router.replace({ ...route, parts });
    }
  }, [app, route, isAsked, run]);
  if (isAsked && run === null) {
    return null;
  }
  return (
    <ChosenTraining
      key={`${name} ${run}`}
      source={source}
      usual={usual}
      scenario={scenario}
      notice={<AddressNotice ignored={ignored} refusal={askedRefusal(usual, scenario, settings)} />}
      id={run}
      autoStart={autoStart.current}
      setAutoStart={(id) => {
        autoStart.current = id;
      }}
    />
  );
}

/** With the recipe that the address asks for, which a new training begins with. */
function withAskedRecipe(
  source: TrainingSource,
  scenario: ScenarioName | null,
  settings: Settings,
): TrainingSource {
  const recipe = askedRecipe(source.set.recipe, scenario, settings);
  return { ...source, set: { ...source.set, recipe } };
}

type ChosenTrainingProps = {
  /** What it learns from, with the recipe that a new training begins with. */
  source: TrainingSource;
  /** The set's usual recipe. */
  usual: Recipe;
  scenario: ScenarioName | null;
  /** What it does not take over from the address. */
  notice: ComponentChildren;
  /** The id of the training that the address names. */
  id: string | null;
  /** The id of the training that begins to train as soon as it is on screen. */
  autoStart: string | null;
  setAutoStart: (id: string | null) => void;
};

/** The training to go on with, or a new one. Where it was left just now, its last checkpoint says by which recipe it goes on. */
async function chooseStoredRun(
  source: TrainingSource,
  id: string | null,
): Promise<ReturnType<typeof chooseRun>> {
  const chosen = chooseRun(source, await readRuns(), id);
  const stored = lastCheckpoint(chosen.run.id);
  if (stored === undefined) {
    return chosen;
  }
  await stored;
  return chooseRun(source, await readRuns(), id);
}

/** The training that the address names, else the latest one on the set, else a new one. */
function ChosenTraining({ source, id, autoStart, ...others }: ChosenTrainingProps) {
  /** How often the training was read again from storage. */
  const [reloads, setReloads] = useState(0);
  const [chosen, setChosen] = useState<(ReturnType<typeof chooseRun> & { reloads: number }) | null>(null);
  // Not when the visitor tries again what failed elsewhere, which would end a training that is under way.
  useEffect(() => {
    let isCurrent = true;
    void chooseStoredRun(source, id).then((next) => isCurrent && setChosen({ ...next, reloads }));
    return () => {
      isCurrent = false;
    };
  }, [source, id, reloads]);
  return chosen === null ? null : (
    <Training
      key={`${chosen.run.id} ${chosen.reloads}`}
      run={chosen.run}
      resumes={chosen.resumes}
      // Once: not after it was compared or deleted.
      autoStarts={reloads === 0 && autoStart === chosen.run.id}
      onReload={() => setReloads(reloads + 1)}
      {...others}
    />
  );
}
