import type { PageModel } from '../page-model.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { type EditedFace, withAmount } from './edited-face.ts';
import { formatSigned } from './format-signed.ts';
import { LockButton, toggled } from './lock-button.tsx';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';

/** The resolution of an amount in a share code. */
const STEP = 1 / 32;

type DirectionsProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  locks: Locks;
  setLocks: (locks: Locks) => void;
};

/** A slider for each direction of the model. */
export function Directions({ model, history, locks, setLocks }: DirectionsProps) {
  const texts = useTexts(studioTexts);
  const names = useTexts(directionTexts);
  const { directions } = model.manifest;
  const { amounts } = history.present;
  return (
    <section class="panel" aria-labelledby="directions">
      <h2 id="directions">{texts.directions}</h2>
      {directions.length === 0 && <p class="aside">{texts.noDirections}</p>}
      <div class="sliders">
        {directions.map((direction, i) => {
          const [low, high] = direction.range;
          const name = names.name(direction.name);
          const amount = amounts[i] ?? 0;
          return (
            <Slider
              key={direction.name}
              label={name}
              value={amount}
              min={Math.ceil(low / STEP) * STEP}
              max={Math.floor(high / STEP) * STEP}
              step={STEP}
              valueText={formatSigned(amount)}
              ends={[names.less(direction), names.more(direction)]}
              onInput={(value) => history.update(withAmount(history.present, i, value))}
              onChange={(value) => history.commit(withAmount(history.present, i, value))}
            >
              <LockButton
                locked={locks.directions.has(i)}
                label={texts.lockDirection(name)}
                onToggle={() => setLocks({ ...locks, directions: toggled(locks.directions, i) })}
              />
            </Slider>
          );
        })}
      </div>
    </section>
  );
}
