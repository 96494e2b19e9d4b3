import { useId } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import { LIMITS } from './rest-rules.ts';
import { restTexts } from './texts.ts';
import type { Rests } from './use-rests.ts';
import './rest.css';

/** When the training rests by itself. */
export function RestChoice({ rests }: { rests: Rests }) {
  const texts = useTexts(restTexts);
  const id = useId();
  const { limit, setLimit, restsWhenHidden, setRestsWhenHidden } = rests;
  return (
    <div class="rest-choice">
      <label>
        <input
          type="checkbox"
          checked={restsWhenHidden}
          onChange={({ currentTarget }) => setRestsWhenHidden(currentTarget.checked)}
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
