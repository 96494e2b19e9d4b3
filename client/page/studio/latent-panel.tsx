import { useMemo, useState } from 'preact/hooks';
import { noiseSize } from '../../../latent/condition/condition.ts';
import { STEPS_PER_UNIT } from '../../../latent/face.ts';
import { useClassNames } from '../hooks/use-class-names.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Slider } from '../ui/slider.tsx';
import { type EditedFace, withDimension, withLatent, withoutAmounts } from './edited-face.ts';
import { formatSigned } from './format-signed.ts';
import { LatentGrid } from './latent-grid.tsx';
import { LockButton, toggled } from './lock-button.tsx';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';

/** A standard normal number is nearly always within ±3. */
const MAX = 3;
/** The resolution of z in a share code. */
const STEP = 1 / STEPS_PER_UNIT;
/** The values of the walk along one dimension. */
const WALK = [-3, -2, -1, 0, 1, 2, 3];

type LatentPanelProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  z: Float32Array;
  /** z without the gesture that is in progress. */
  committedZ: Float32Array;
  locks: Locks;
  setLocks: (locks: Locks) => void;
};

/** The latent vector as a grid to paint on, and a walk along one of its dimensions. */
export function LatentPanel({ model, history, z, committedZ, locks, setLocks }: LatentPanelProps) {
  const texts = useTexts(studioTexts);
  const [brush, setBrush] = useState(2);
  /** Whether presses on the grid paint; otherwise a phone scrolls there. */
  const [painting, setPainting] = useState(false);
  /** The dimension that the keyboard and the walk are at. */
  const [at, setAt] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const [fromTypical, setFromTypical] = useState(false);
  const locked = locks.dimensions.has(at);
  const classes = useClassNames(model.manifest.condition);
  const size = noiseSize(model);
  const nameOf = (index: number): string =>
    index < size ? texts.dimension(index) : texts.classDimension(classes[index - size] ?? '');
  const start = (fromTypical ? model.typical : null) ?? committedZ;
  const steps = useMemo(
    () =>
      WALK.map((value) => {
        const latent = start.slice();
        latent[at] = value;
        return { value, latent };
      }),
    [start, at],
  );
  const set = (index: number, value: number): void =>
    history.update(withDimension(history.present, index, value, model));
  function pick(latent: Float32Array): void {
    const from = fromTypical ? withoutAmounts(history.present) : history.present;
    history.commit(withLatent(from, latent, model));
  }
  return (
    <section class="panel" aria-labelledby="latent">
      <h2 id="latent">{texts.latent}</h2>
      <p class="aside">{texts.latentNote(size, classes.length)}</p>
      <div class="latent-editor">
        <LatentGrid
          z={z}
          nameOf={nameOf}
          at={at}
          brush={painting ? brush : null}
          locked={locks.dimensions}
          onHover={setHovered}
          onFocus={setAt}
          onPaint={set}
          onPaintEnd={() => history.commit()}
        />
        <div class="latent-tools">
          <div class="row">
            <button
              type="button"
              class="button toggle"
              aria-pressed={painting}
              title={texts.paintNote}
              onClick={() => setPainting(!painting)}
            >
              <Icon name="brush" /> {texts.paint}
            </button>
            <LockButton
              locked={locked}
              label={texts.lockDimension}
              onToggle={() => setLocks({ ...locks, dimensions: toggled(locks.dimensions, at) })}
            />
          </div>
          {painting ? (
            <Slider
              label={texts.brush}
              value={brush}
              min={-MAX}
              max={MAX}
              step={STEP}
              valueText={formatSigned(brush)}
              onInput={setBrush}
            />
          ) : (
            <Slider
              label={nameOf(at)}
              value={z[at] ?? 0}
              min={-MAX}
              max={MAX}
              step={STEP}
              valueText={formatSigned(z[at] ?? 0)}
              onInput={(value) => set(at, value)}
              onChange={() => history.commit()}
            />
          )}
          <output class="latent-value">
            {hovered !== null && texts.component(nameOf(hovered), formatSigned(z[hovered] ?? 0))}
          </output>
        </div>
      </div>
      <h3>{texts.alongDimension(nameOf(at))}</h3>
      {model.typical !== null && (
        <SegmentedControl
          label={texts.walkFrom}
          segments={[
            { text: texts.fromFace, pressed: !fromTypical, onPress: () => setFromTypical(false) },
            { text: texts.fromTypical, pressed: fromTypical, onPress: () => setFromTypical(true) },
          ]}
        />
      )}
      <FaceRow
        model={model}
        choices={steps.map(({ value, latent }) => ({
          face: latent,
          label: texts.atValue(formatSigned(value)),
          caption: formatSigned(value),
          onPick: () => pick(latent),
        }))}
      />
    </section>
  );
}
