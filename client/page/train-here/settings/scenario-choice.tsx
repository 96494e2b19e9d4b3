import { useTexts } from '../../texts/language.ts';
import { scenarioTexts } from './scenario-texts.ts';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios.ts';

type ScenarioChoiceProps = { chosen: ScenarioName | null; onChoose: (name: ScenarioName) => void };

/** The scenarios, each one press away. */
export function ScenarioChoice({ chosen, onChoose }: ScenarioChoiceProps) {
  const texts = useTexts(scenarioTexts);
  return (
    <div class="scenarios">
      <h3>{texts.title}</h3>
      <p class="aside">{texts.note}</p>
      <div class="row">
        {SCENARIO_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            class="button toggle"
            aria-pressed={name === chosen}
            onClick={() => onChoose(name)}
          >
            {texts.of[name].name}
          </button>
        ))}
      </div>
    </div>
  );
}
