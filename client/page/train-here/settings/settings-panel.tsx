import { useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { useSelected } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { isComparable } from '../compare/variants.ts';
import type { TrainingSession } from '../session/training-session.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';
import { ClassLink } from './class-link.tsx';
import { KnobControl } from './knob-control.tsx';
import { isTurned, KNOB_NAMES, KNOBS, type KnobName, knobSettings } from './knobs.ts';
import { recipeChange } from './recipe-change.ts';
import { isRefusal, recipeWith, settingsOf } from './run-settings.ts';
import { ScenarioChoice } from './scenario-choice.tsx';
import type { ScenarioName } from './scenarios.ts';
import type { Settings } from './setting-keys.ts';
import { settingsTexts } from './texts.ts';
import './settings.css';

/** First the knobs whose change most trainings go on with, then those that mostly need a new beginning. */
const GROUPS: readonly (readonly KnobName[])[] = [
  [
    'generatorRate',
    'discriminatorRate',
    'discriminatorSteps',
    'loss',
    'r1Weight',
    'batch',
    'augment',
    'beta1',
  ],
  ['resolution', 'width', 'generatorNorm', 'discriminatorNorm', 'seed'],
];

type SettingsPanelProps = {
  set: TrainingSetName;
  /** The set's usual recipe. */
  usual: Recipe;
  session: TrainingSession;
  scenario: ScenarioName | null;
  /** Whether nothing was learned yet, so that every change can be made at once. */
  isNew: boolean;
  /** Begins a training of its own with these settings. */
  onBegin: (settings: Settings, scenario: ScenarioName | null) => void;
  /** Trains with another recipe beside this one, both from their beginning; null while that cannot be done. */
  onCompare: ((recipe: Recipe) => void) | null;
};

/** The knobs of a training. A change holds from the next step on, unless it needs a new beginning. */
export function SettingsPanel({
  set,
  usual,
  session,
  scenario,
  isNew,
  onBegin,
  onCompare,
}: SettingsPanelProps) {
  const texts = useTexts(settingsTexts);
  const recipe = useSelected(session.state, (state) => state.recipe);
  /** What the visitor asked for and the training does not have: it needs a new beginning, or does not go together. */
  const [asked, setAsked] = useState<Settings>({});
  const values: Settings = { ...recipe, ...asked };
  const changed = KNOB_NAMES.filter((name) => isTurned(KNOBS[name], usual, values));
  const pending = recipeWith(recipe, asked);
  const isAsking = Object.keys(asked).length > 0;

  function turn(settings: Settings): void {
    const next = { ...asked, ...settings };
    const alone = recipeWith(recipe, settings);
    const together = recipeWith(recipe, next);
    if (goesOn(together)) {
      session.change(together);
      setAsked({});
    } else if (goesOn(alone)) {
      session.change(alone);
      setAsked(without(next, settings));
    } else {
      setAsked(differing(next, recipe));
    }
  }
  function goesOn(wanted: ReturnType<typeof recipeWith>): wanted is Recipe {
    return !isRefusal(wanted) && (isNew || recipeChange(recipe, wanted) !== 'fresh');
  }
  function reset(names: readonly KnobName[]): void {
    turn(Object.assign({}, ...names.map((name) => knobSettings(KNOBS[name], usual))));
  }

  return (
    <section class="panel settings">
      <details open={scenario !== null}>
        <summary>
          {texts.title}
          {changed.length > 0 && <span class="changed-count">{texts.changedCount(changed.length)}</span>}
        </summary>
        <ScenarioChoice chosen={scenario} onChoose={(name) => onBegin({}, name)} />
        <p class="aside">{texts.intro}</p>
        {isAsking && (
          <div class="notice settings-notice" role="status">
            {isRefusal(pending) ? (
              <>
                <strong>{texts.refused}</strong>
                <p>
                  {texts.refusal(pending.key, pending.why)} {texts.stillRuns}
                </p>
              </>
            ) : (
              <>
                <strong>{texts.needsFresh}</strong>
                <p>
                  {texts.needsFreshWhy(
                    KNOB_NAMES.filter((name) => isTurned(KNOBS[name], recipe, asked)).map(
                      (name) => texts.knobs[name][0],
                    ),
                  )}
                </p>
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    setAsked({});
                    onBegin(settingsOf(usual, pending), null);
                  }}
                >
                  {texts.begin}
                </button>
                {onCompare !== null && isComparable(recipe, pending) && (
                  <button type="button" class="button" onClick={() => onCompare(pending)}>
                    {texts.compare}
                  </button>
                )}
              </>
            )}
            <button type="button" class="button" onClick={() => setAsked({})}>
              {texts.takeBack}
            </button>
          </div>
        )}
        {GROUPS.map((names, i) => (
          <div key={names[0]} class="knobs">
            <h3>{texts.groups[i]}</h3>
            {names.map((name) => (
              <KnobControl
                key={name}
                name={name}
                usual={usual}
                values={values}
                onTurn={turn}
                onReset={() => reset([name])}
              />
            ))}
          </div>
        ))}
        <div class="row">
          <button type="button" class="button" disabled={changed.length === 0} onClick={() => reset(changed)}>
            {texts.usualAll}
          </button>
        </div>
        <ClassLink set={set} usual={usual} recipe={recipe} scenario={scenario} />
      </details>
    </section>
  );
}

/** The settings without those that are among the others. */
function without(settings: Settings, others: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in others)));
}

/** The settings whose values are not the recipe's. */
function differing(settings: Settings, recipe: Recipe): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => recipe[key as keyof Settings] !== value),
  );
}
