import { STEPS_PER_UNIT } from '../../../latent/face.ts';
import type { PageModel } from '../models/page-model.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { ModelPicker } from '../ui/model-picker.tsx';
import { Slider } from '../ui/slider.tsx';
import { GROUPS, groupOf } from './direction-groups.ts';
import { type EditedFace, withAmount } from './edited-face.ts';
import { formatSigned } from './format-signed.ts';
import { LockButton, toggled } from './lock-button.tsx';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';

/** The resolution of an amount in a share code. */
const STEP = 1 / STEPS_PER_UNIT;

type DirectionsProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  locks: Locks;
  setLocks: (locks: Locks) => void;
};

/** The model, and a slider for each of its directions, in groups. */
export function Directions({
  onPickModel,
  ...props
}: DirectionsProps & { onPickModel: (tag: string) => void }) {
  const texts = useTexts(studioTexts);
  const { id, directions } = props.model.manifest;
  const groups = GROUPS.map((group) => ({
    group,
    indices: directions.flatMap(({ name }, i) => (groupOf(name) === group ? [i] : [])),
  }));
  return (
    <section class="panel" aria-labelledby="directions">
      <div class="row panel-header">
        <h2 id="directions">{texts.directions}</h2>
        <ModelPicker id={id} onPick={onPickModel} />
      </div>
      {directions.length === 0 && <p class="aside">{texts.noDirections}</p>}
      <div class="direction-groups">
        {groups
          .filter(({ indices }) => indices.length > 0)
          .map(({ group, indices }) => (
            <section key={group} class={group} aria-labelledby={`directions-${group}`}>
              <h3 id={`directions-${group}`}>{texts.groups[group]}</h3>
              {group === 'axes' && <p class="aside">{texts.axesNote}</p>}
              {indices.map((index) => (
                <DirectionSlider key={index} index={index} {...props} />
              ))}
            </section>
          ))}
      </div>
    </section>
  );
}

function DirectionSlider({ model, history, locks, setLocks, index }: DirectionsProps & { index: number }) {
  const texts = useTexts(studioTexts);
  const names = useTexts(directionTexts);
  const direction = model.manifest.directions[index];
  if (direction === undefined) {
    return null;
  }
  const [low, high] = direction.range;
  const name = names.name(direction.name);
  const amount = history.present.amounts[index] ?? 0;
  return (
    <Slider
      label={name}
      value={amount}
      min={Math.ceil(low / STEP) * STEP}
      max={Math.floor(high / STEP) * STEP}
      step={STEP}
      valueText={formatSigned(amount)}
      ends={[names.less(direction), names.more(direction)]}
      onInput={(value) => history.update(withAmount(history.present, index, value))}
      onChange={(value) => history.commit(withAmount(history.present, index, value))}
    >
      <LockButton
        locked={locks.directions.has(index)}
        label={texts.lockDirection(name)}
        onToggle={() => setLocks({ ...locks, directions: toggled(locks.directions, index) })}
      />
    </Slider>
  );
}
