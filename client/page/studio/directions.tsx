import type { LoadedModel } from '../loaded-model.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { type EditedFace, withAmount } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';

/** Amounts go into share codes in steps of this. */
const STEP = 1 / 32;

type DirectionsProps = {
  model: LoadedModel;
  timeline: UndoHistory<EditedFace>;
  locks: Locks;
  setLocks: (locks: Locks) => void;
};

/** A slider for every direction that was found in the model. */
export function Directions({ model, timeline, locks, setLocks }: DirectionsProps) {
  const studio = useTexts(studioTexts);
  const directions = useTexts(directionTexts);
  const named = model.manifest.directions;
  const draft = timeline.present;
  return (
    <section class="panel" aria-labelledby="directions">
      <h2 id="directions">{studio.sliders}</h2>
      {named.length === 0 && <p class="aside">{studio.noDirections}</p>}
      <div class="sliders">
        {named.map((each, i) => {
          const {
            name,
            range: [low, high],
          } = each;
          const amount = draft.amounts[i] ?? 0;
          return (
            <Slider
              key={name}
              label={directions.name(name)}
              value={amount}
              min={Math.ceil(low / STEP) * STEP}
              max={Math.floor(high / STEP) * STEP}
              step={STEP}
              valueText={formatSigned(amount)}
              ends={[directions.less(each), directions.more(each)]}
              onInput={(value) => timeline.update(withAmount(timeline.present, i, value))}
              onChange={(value) => timeline.commit(withAmount(timeline.present, i, value))}
            >
              <button
                type="button"
                class="lock"
                aria-pressed={locks.directions.has(i)}
                aria-label={studio.lock(directions.name(name))}
                title={studio.lock(directions.name(name))}
                onClick={() => setLocks({ ...locks, directions: toggled(locks.directions, i) })}
              >
                <LockIcon closed={locks.directions.has(i)} />
              </button>
            </Slider>
          );
        })}
      </div>
    </section>
  );
}

/** The set with the item in it, or no longer. */
export function toggled(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  const other = new Set(set);
  if (!other.delete(item)) {
    other.add(item);
  }
  return other;
}

/** +0.50, 0.00, −0.50 */
export function formatSigned(value: number): string {
  const size = Math.abs(value).toFixed(2);
  if (Number(size) === 0) {
    return size;
  }
  return `${value < 0 ? '−' : '+'}${size}`;
}

export function LockIcon({ closed }: { closed: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect x="5" y="11" width="14" height="9" rx="2" />
      <path d={closed ? 'M8 11V8a4 4 0 0 1 8 0v3' : 'M8 11V7a4 4 0 0 1 7.6-1.7'} />
    </svg>
  );
}
