import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import type { EditedFace } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

/** In hundredths of where the base is. */
const MOST = 160;

/** How far the face stands from the average one: the truncation of this face alone. */
export function Truncation({ model, timeline }: { model: LoadedModel; timeline: UndoHistory<EditedFace> }) {
  const studio = useTexts(studioTexts);
  const { seed, scale } = timeline.present;
  const at = (percent: number): EditedFace => ({ ...timeline.present, scale: percent / 100 });
  const percent = `${Math.round(scale * 100)} %`;
  const psi = (scale * model.truncation).toFixed(2);
  return (
    <section class="panel">
      <Slider
        label={studio.truncation}
        value={Math.round(scale * 100)}
        min={0}
        max={MOST}
        step={1}
        valueText={seed === null ? percent : `${percent}, ${studio.psi(psi)}`}
        onInput={(value) => timeline.update(at(value))}
        onChange={(value) => timeline.commit(at(value))}
      />
      <p class="aside">{studio.truncationNote}</p>
    </section>
  );
}
