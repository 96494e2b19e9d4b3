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
  const { rules, restsWhenHidden, change } = rests;
  return (
    <div class="rest-choice">
      <label>
        <input
          type="checkbox"
          checked={restsWhenHidden}
          onChange={({ currentTarget }) => change({ ...rules, hidden: currentTarget.checked })}
        />
        {texts.hidden}
      </label>
      <p class="aside">{texts.hiddenNote}</p>
      <div class="model-picker">
        <label for={id}>{texts.limit}</label>
        <select
          id={id}
          value={rules.limit}
          onChange={({ currentTarget }) => {
            const limit = LIMITS.find((each) => each === currentTarget.value);
            if (limit !== undefined) {
              change({ ...rules, limit });
            }
          }}
        >
          {LIMITS.map((limit) => (
            <option key={limit} value={limit}>
              {texts.limits[limit]}
            </option>
          ))}
        </select>
      </div>
      <p class="aside">{texts.heat}</p>
    </div>
  );
}
