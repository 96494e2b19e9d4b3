import type { ComponentChildren } from 'preact';
import type { Recipe } from '../../../../gan/recipe.ts';
import { useSelected } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { TrainingSession } from '../session/training-session.ts';
import { KnobControl } from './knob-control.tsx';
import { KNOBS, knobSettings } from './knobs.ts';
import { isRefusal, recipeWith } from './run-settings.ts';
import { scenarioTexts } from './scenario-texts.ts';
import { MENDING_SLIDERS, type ScenarioName } from './scenarios.ts';
import type { Settings } from './setting-keys.ts';

type ScenarioNoteProps = {
  name: ScenarioName;
  /** The sliders that mend it, once it has begun. */
  children: ComponentChildren;
};

/** What to look for in a scenario, and how to mend it. */
export function ScenarioNote({ name, children }: ScenarioNoteProps) {
  const texts = useTexts(scenarioTexts);
  const { name: title, look, mend } = texts.of[name];
  return (
    <section class="panel scenario-note" aria-labelledby="scenario">
      <h2 id="scenario">{title}</h2>
      <p>{look}</p>
      <p>
        <strong>{texts.mend}</strong> {mend}
      </p>
      {children}
    </section>
  );
}

type MendingSlidersProps = {
  name: ScenarioName;
  /** The set's usual recipe. */
  usual: Recipe;
  session: TrainingSession;
};

/** Some of the settings' sliders, beside the text on what they mend. */
export function MendingSliders({ name, usual, session }: MendingSlidersProps) {
  const recipe = useSelected(session.state, (state) => state.recipe);
  const knobs = MENDING_SLIDERS[name];
  function turn(settings: Settings): void {
    const wanted = recipeWith(recipe, settings);
    // Any rate goes together with the other settings, and changes under way.
    if (!isRefusal(wanted)) {
      session.change(wanted);
    }
  }
  return knobs.length === 0 ? null : (
    <div class="knobs">
      {knobs.map((knob) => (
        <KnobControl
          key={knob}
          name={knob}
          usual={usual}
          values={recipe}
          onTurn={turn}
          onReset={() => turn(knobSettings(KNOBS[knob], usual))}
        />
      ))}
    </div>
  );
}
