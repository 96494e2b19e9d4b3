import { useEffect, useId, useRef } from 'preact/hooks';
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
  /** The ids of models that are not offered. */
  without?: readonly string[];
  onPick: (tag: string) => void;
};

/** The label of the picker whose choice shows another model now: views that are rendered anew for that have a picker in its place. */
let chosenIn: string | null = null;

/** Chooses among the models of this site. A model that was trained on this device is in the list while it is the chosen one. */
export function ModelPicker({ id, label, without = [], onPick }: ModelPickerProps) {
  const app = useAppContext();
  const texts = useTexts(uiTexts);
  const index = useLoaded(app.models, []);
  const field = useId();
  const select = useRef<HTMLSelectElement>(null);
  const name = label ?? texts.model;
  useEffect(() => {
    if (chosenIn === name && document.activeElement?.matches('body, main')) {
      select.current?.focus({ preventScroll: true });
    }
    chosenIn = null;
  }, []);
  const ids = (index?.models ?? []).filter((each) => !without.includes(each)).reverse();
  const known = ids.includes(id) ? ids : [id, ...ids];
  return (
    <span class="model-picker">
      <label for={field}>{name}</label>
      <select
        ref={select}
        id={field}
        value={id}
        onChange={(event) => {
          chosenIn = name;
          onPick(tagOf(event.currentTarget.value));
        }}
        onBlur={() => {
          if (select.current?.isConnected) {
            chosenIn = null;
          }
        }}
      >
        {known.map((each) => (
          <option key={each} value={each} selected={each === id}>
            {each === index?.default ? texts.defaultModel(each) : each}
          </option>
        ))}
      </select>
    </span>
  );
}
