import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { MAX_SEED } from '../../../../latent/seed/seed.ts';
import { useTexts } from '../../texts/language.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Slider } from '../../ui/slider.tsx';
import { isTurned, KNOBS, type Knob, type KnobName, LOSS_NAMES, rounded, turned } from './knobs.ts';
import type { Settings } from './setting-keys.ts';
import { settingsTexts } from './texts.ts';

type KnobControlProps = {
  name: KnobName;
  usual: Recipe;
  /** What the knobs show. */
  values: Settings;
  onTurn: (settings: Settings) => void;
  /** Called to set it back to the usual value. */
  onReset: () => void;
};

/** A knob with a sentence on what it does, and the way back where it is not as usual. */
export function KnobControl({ name, usual, values, onTurn, onReset }: KnobControlProps) {
  const texts = useTexts(settingsTexts);
  const knob: Knob = KNOBS[name];
  const [, sentence] = texts.knobs[name];
  const isChanged = isTurned(knob, usual, values);
  return (
    <div class={isChanged ? 'knob changed' : 'knob'}>
      <Control name={name} usual={usual} values={values} onTurn={onTurn} />
      <p class="aside">{sentence}</p>
      {isChanged && (
        <button type="button" class="button usual" onClick={onReset}>
          {texts.usual(valueText(texts, name, usual[knob.keys[0]]))}
        </button>
      )}
    </div>
  );
}

type Texts = (typeof settingsTexts)['en'];

/** A value as people read it. */
function valueText(texts: Texts, name: KnobName, value: Settings[keyof Settings]): string {
  const knob: Knob = KNOBS[name];
  switch (knob.kind) {
    case 'switch':
      return value === knob.on ? texts.on : texts.off;
    case 'loss':
      return texts.losses[LOSS_NAMES.find((each) => each === value) ?? 'nonSaturating'][0];
    default:
      return String(value);
  }
}

function Control({ name, usual, values, onTurn }: Omit<KnobControlProps, 'onReset'>) {
  const texts = useTexts(settingsTexts);
  const knob: Knob = KNOBS[name];
  const [label] = texts.knobs[name];
  const value = values[knob.keys[0]];
  const read = (of: Settings[keyof Settings]): string => valueText(texts, name, of);
  /** The slider's position while it is dragged. */
  const [dragged, setDragged] = useState<number | null>(null);
  const id = useId();
  switch (knob.kind) {
    case 'slider': {
      const position = (of: number): number => (knob.logarithmic ? Math.log10(Math.max(of, 1e-9)) : of);
      const valueAt = (at: number): number => rounded(knob.logarithmic ? 10 ** at : at);
      const at = dragged ?? position(Number(value));
      return (
        <Slider
          label={label}
          value={at}
          min={knob.min}
          max={knob.max}
          step={knob.step}
          zero={knob.min}
          initial={position(Number(usual[knob.keys[0]]))}
          valueText={dragged === null ? read(value) : read(valueAt(dragged))}
          onInput={setDragged}
          onChange={(to) => {
            setDragged(null);
            onTurn(turned(knob, valueAt(to)));
          }}
        />
      );
    }
    case 'choice': {
      const shown = [...new Set([...knob.values, Number(value), Number(usual[knob.keys[0]])])];
      return (
        <Labelled label={label}>
          <SegmentedControl
            label={label}
            segments={shown
              .sort((a, b) => a - b)
              .map((each) => ({
                text: read(each),
                pressed: each === value,
                onPress: () => onTurn(turned(knob, each)),
              }))}
          />
        </Labelled>
      );
    }
    case 'switch':
      return (
        <Labelled label={label}>
          <SegmentedControl
            label={label}
            segments={[knob.off, knob.on].map((each) => ({
              text: read(each),
              pressed: each === value,
              onPress: () => onTurn(turned(knob, each)),
            }))}
          />
        </Labelled>
      );
    case 'loss':
      return (
        <>
          <Labelled label={label} id={id} isPicker>
            <select
              id={id}
              value={String(value)}
              onChange={({ currentTarget }) => {
                const chosen = LOSS_NAMES.find((each) => each === currentTarget.value);
                if (chosen !== undefined) {
                  onTurn(turned(knob, chosen));
                }
              }}
            >
              {LOSS_NAMES.map((each) => (
                <option key={each} value={each} selected={each === value}>
                  {read(each)}
                </option>
              ))}
            </select>
          </Labelled>
          <p class="aside">{texts.losses[LOSS_NAMES.find((each) => each === value) ?? 'nonSaturating'][1]}</p>
        </>
      );
    case 'seed':
      return (
        <Labelled label={label} id={id}>
          <input
            id={id}
            type="number"
            class="text-input"
            min={0}
            max={MAX_SEED}
            step={1}
            value={String(value)}
            onChange={({ currentTarget }) => {
              const seed = currentTarget.valueAsNumber;
              if (Number.isSafeInteger(seed) && seed >= 0) {
                onTurn(turned(knob, seed));
              } else {
                currentTarget.value = String(value);
              }
            }}
          />
        </Labelled>
      );
  }
}

type LabelledProps = {
  label: string;
  /** The id of the labelled field; a group of buttons has its name itself. */
  id?: string;
  isPicker?: boolean;
  children: ComponentChildren;
};

function Labelled({ label, id, isPicker = false, children }: LabelledProps) {
  return (
    <div class={isPicker ? 'labelled model-picker' : 'labelled'}>
      {id === undefined ? <span aria-hidden="true">{label}</span> : <label for={id}>{label}</label>}
      {children}
    </div>
  );
}
