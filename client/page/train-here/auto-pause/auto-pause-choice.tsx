import { useId } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import { LIMITS } from './pause-rules.ts';
import { autoPauseTexts } from './texts.ts';
import type { AutoPause } from './use-auto-pause.ts';
import './auto-pause.css';

/** Chooses when the training is paused by itself. */
export function AutoPauseChoice({ autoPause }: { autoPause: AutoPause }) {
  const texts = useTexts(autoPauseTexts);
  const id = useId();
  const { limit, setLimit, pausesWhenHidden, setPausesWhenHidden } = autoPause;
  return (
    <div class="rest-choice">
      <label>
        <input
          type="checkbox"
          checked={pausesWhenHidden}
          onChange={({ currentTarget }) => setPausesWhenHidden(currentTarget.checked)}
        />
        {texts.hidden}
      </label>
      <p class="aside">{texts.hiddenNote}</p>
      <div class="model-picker">
        <label for={id}>{texts.limit}</label>
        <select
          id={id}
          value={limit}
          onChange={({ currentTarget }) => {
            const chosen = LIMITS.find((each) => each === currentTarget.value);
            if (chosen !== undefined) {
              setLimit(chosen);
            }
          }}
        >
          {LIMITS.map((each) => (
            <option key={each} value={each}>
              {texts.limits[each]}
            </option>
          ))}
        </select>
      </div>
      <p class="aside">{texts.heat}</p>
    </div>
  );
}
