import { useMemo, useState } from 'preact/hooks';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Slider } from '../ui/slider.tsx';
import { formatSigned, LockIcon, toggled } from './directions.tsx';
import { type EditedFace, withDimension, withLatent } from './edited-face.ts';
import { LatentGrid } from './latent-grid.tsx';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';

/** Between these a standard normal number nearly always lies. */
const MOST = 3;
const STEP = 1 / 32;
/** Where the walk along one dimension stops by. */
const STOPS = [-3, -2, -1, 0, 1, 2, 3];

type LatentPanelProps = {
  model: LoadedModel;
  timeline: UndoHistory<EditedFace>;
  z: Float32Array;
  /** z before the gesture that is under way. */
  committedZ: Float32Array;
  locks: Locks;
  setLocks: (locks: Locks) => void;
};

/** The latent vector itself, to paint, and the walk along one number of it. */
export function LatentPanel({ model, timeline, z, committedZ: restedZ, locks, setLocks }: LatentPanelProps) {
  const studio = useTexts(studioTexts);
  const [brush, setBrush] = useState(2);
  const [at, setAt] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const told = hovered ?? at;
  const [average, setAverage] = useState(false);
  const locked = locks.dimensions.has(at);
  const start = useMemo(
    () => (average ? new Float32Array(model.latentSize) : restedZ),
    [average, restedZ, model],
  );
  const walk = useMemo(
    () =>
      STOPS.map((stop) => {
        const point = start.slice();
        point[at] = stop;
        return point;
      }),
    [start, at],
  );
  return (
    <section class="panel" aria-labelledby="numbers">
      <h2 id="numbers">{studio.palette}</h2>
      <p class="aside">{studio.paletteNote(model.latentSize)}</p>
      <LatentGrid
        z={z}
        at={at}
        brush={brush}
        locked={locks.dimensions}
        onHover={setHovered}
        onVisit={setAt}
        onPaint={(index, value) => timeline.update(withDimension(timeline.present, index, value, model))}
        onRest={() => timeline.commit()}
      />
      <div class="row">
        <Slider
          label={studio.brush}
          value={brush}
          min={-MOST}
          max={MOST}
          step={STEP}
          valueText={formatSigned(brush)}
          onInput={setBrush}
        />
        <output class="number">{studio.cell(told, formatSigned(z[told] ?? 0))}</output>
        <button
          type="button"
          class="lock"
          aria-pressed={locked}
          aria-label={locked ? studio.unlockCell : studio.lockCell}
          title={locked ? studio.unlockCell : studio.lockCell}
          onClick={() => setLocks({ ...locks, dimensions: toggled(locks.dimensions, at) })}
        >
          <LockIcon closed={locked} />
        </button>
      </div>
      <h3>{studio.dimension(at)}</h3>
      <SegmentedControl
        label={studio.walkFrom}
        segments={[
          { text: studio.fromFace, pressed: !average, onPress: () => setAverage(false) },
          { text: studio.fromAverage, pressed: average, onPress: () => setAverage(true) },
        ]}
      />
      <FaceRow
        tag={model.tag}
        latents={walk}
        label={(i) => studio.step(formatSigned(STOPS[i] ?? 0))}
        caption={(i) => formatSigned(STOPS[i] ?? 0)}
        onPick={(i) => {
          const point = walk[i];
          if (point === undefined) {
            return;
          }
          const from = average
            ? { ...timeline.present, amounts: timeline.present.amounts.map(() => 0) }
            : timeline.present;
          timeline.commit(withLatent(from, point, model));
        }}
      />
    </section>
  );
}
