import { CLASS_TRAIT, isParameter } from '../../../latent/traits/trait-name.ts';
import { type Traits, traitsOf } from '../../../latent/traits/traits.ts';
import type { PageModel } from '../models/page-model.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { ClassButtons } from '../ui/class-buttons.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { UndoButton } from '../ui/undo-button.tsx';
import { avatarTexts } from './texts.ts';

type TraitPickerProps = {
  model: PageModel;
  traits: Traits;
  onChange: (traits: Traits) => void;
  onPickModel: (tag: string) => void;
};

/** The model, and for each of its traits a control with its words. Pressing a word again leaves the trait to chance. */
export function TraitPicker({ model, traits, onChange, onPickModel }: TraitPickerProps) {
  const texts = useTexts(avatarTexts);
  const names = useTexts(directionTexts);
  const { id, directions, condition } = model.manifest;

  function toggle(name: string, word: string): void {
    const { [name]: before, ...others } = traits;
    onChange(before === word ? others : { ...others, [name]: word });
  }
  return (
    <section class="panel" aria-labelledby="traits">
      <div class="row panel-header">
        <h2 id="traits">{texts.traits}</h2>
        {Object.keys(traits).length > 0 && (
          <button type="button" class="button" onClick={() => onChange({})}>
            {texts.anyFace}
          </button>
        )}
        <UndoButton />
      </div>
      <ModelPicker id={id} onPick={onPickModel} />
      {condition !== undefined && (
        <ClassButtons
          condition={condition}
          label={texts.classOf}
          chosen={condition.classes.indexOf(String(traits[CLASS_TRAIT] ?? ''))}
          onPick={(index) => toggle(CLASS_TRAIT, condition.classes[index] ?? '')}
        />
      )}
      {directions.length === 0 && condition === undefined && <p class="aside">{texts.noTraits}</p>}
      <div class="traits">
        {traitsOf(directions).map(({ name, direction, words }) => {
          if (isParameter(name)) {
            return null;
          }
          const label = names.name(directions[direction]?.name ?? name);
          const given = traits[name];
          // The address may have a number in place of a word.
          const all = new Set([...words.keys(), ...(given === undefined ? [] : [String(given)])]);
          return (
            <div key={name} class="trait">
              <span aria-hidden="true">{label}</span>
              <SegmentedControl
                label={label}
                segments={[...all].map((word) => ({
                  text: texts.words[word] ?? word,
                  pressed: given === word,
                  onPress: () => toggle(name, word),
                }))}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
