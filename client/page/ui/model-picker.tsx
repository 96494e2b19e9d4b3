import { useId } from 'preact/hooks';
import { tagOf } from '../../../latent/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

type ModelPickerProps = {
  /** The chosen model's id. */
  id: string;
  /** By default “Model”. */
  label?: string;
  onPick: (tag: string) => void;
};

/** Chooses among the models of this site. A model that was trained on this device is in the list while it is the chosen one. */
export function ModelPicker({ id, label, onPick }: ModelPickerProps) {
  const app = useAppContext();
  const texts = useTexts(uiTexts);
  const index = useLoaded(app.models, []);
  const field = useId();
  const ids = [...(index?.models ?? [])].reverse();
  const known = ids.includes(id) ? ids : [id, ...ids];
  return (
    <span class="model-picker">
      <label for={field}>{label ?? texts.model}</label>
      <select id={field} value={id} onChange={(event) => onPick(tagOf(event.currentTarget.value))}>
        {known.map((each) => (
          <option key={each} value={each} selected={each === id}>
            {each === index?.default ? texts.defaultModel(each) : each}
          </option>
        ))}
      </select>
    </span>
  );
}
