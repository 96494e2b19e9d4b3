import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { type EditedFace, withScale } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

/** The largest distance, in percent of the face's own. */
const MAX_PERCENT = 160;
/** The least without a typical face: a shorter z is far from all that the generator was trained on, and its picture is no face. */
const MIN_PERCENT = 30;

/** The truncation of this face: how far it is from the typical face. */
export function Truncation({ model, history }: { model: PageModel; history: UndoHistory<EditedFace> }) {
  const texts = useTexts(studioTexts);
  const { seed, scale } = history.present;
  const withPercent = (percent: number): EditedFace => withScale(history.present, percent / 100);
  // On the arc the length of z, which ψ measures, hardly changes.
  const isOnArc = model.typical !== null && scale < 1;
  const percent = `${Math.round(scale * 100)} %`;
  const psi = (scale * model.truncation).toFixed(2);
  return (
    <section class="panel">
      <Slider
        label={model.typical === null ? texts.rarity : texts.truncation}
        value={Math.round(scale * 100)}
        min={model.typical === null ? MIN_PERCENT : 0}
        max={MAX_PERCENT}
        step={1}
        zero={100}
        ends={model.typical === null ? texts.rarityEnds : texts.truncationEnds}
        valueText={seed === null || isOnArc ? percent : `${percent}, ${texts.psi(psi)}`}
        onInput={(value) => history.update(withPercent(value))}
        onChange={(value) => history.commit(withPercent(value))}
      />
      <p class="aside">{model.typical === null ? texts.rarityNote : texts.truncationNote}</p>
    </section>
  );
}
