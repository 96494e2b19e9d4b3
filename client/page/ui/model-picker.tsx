import { useEffect, useId, useRef } from 'preact/hooks';
import { type Manifest, tagOf } from '../../../latent/model/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { type ModelSource, publishedManifests } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

type ModelPickerProps = {
  /** The chosen model's id. */
  id: string;
  /** By default “Model”. */
  label?: string;
  /** Which models are offered besides the chosen one; all by default. */
  offers?: (manifest: Manifest) => boolean;
  onPick: (tag: string) => void;
};

/** The label of the picker that was used last. A view that is rendered anew for the chosen model has another picker in its place, which takes the focus. */
let chosenIn: string | null = null;

/** Chooses among the models of this site. A model that was trained on this device is in the list while it is the chosen one. */
export function ModelPicker({ id, label, offers, onPick }: ModelPickerProps) {
  const app = useAppContext();
  const texts = useTexts(uiTexts);
  const index = useLoaded(app.models, []);
  const offered = useLoaded(() => offeredIds(app, offers), [app]);
  const field = useId();
  const select = useRef<HTMLSelectElement>(null);
  const name = label ?? texts.model;
  useEffect(() => {
    if (chosenIn === name && document.activeElement?.matches('body, main')) {
      select.current?.focus({ preventScroll: true });
    }
    chosenIn = null;
  }, []);
  const known = offered?.includes(id) ? offered : [id, ...(offered ?? [])];
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

/** The ids of the offered models, the newest first. The manifests are read only where `offers` asks about them. */
async function offeredIds(
  source: Pick<ModelSource, 'models' | 'manifest'>,
  offers: ModelPickerProps['offers'],
): Promise<string[]> {
  if (offers === undefined) {
    return (await source.models()).models.toReversed();
  }
  return (await publishedManifests(source)).filter(offers).map(({ id }) => id);
}
