import type { PageModel } from '../page-model.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import type { EditedFace } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

/** The largest distance, in percent of the face's own. */
const MAX_PERCENT = 160;

/** The truncation of this face: how far it is from the average face. */
export function Truncation({ model, history }: { model: PageModel; history: UndoHistory<EditedFace> }) {
  const texts = useTexts(studioTexts);
  const { seed, scale } = history.present;
  const withPercent = (percent: number): EditedFace => ({ ...history.present, scale: percent / 100 });
  const percent = `${Math.round(scale * 100)} %`;
  const psi = (scale * model.truncation).toFixed(2);
  return (
    <section class="panel">
      <Slider
        label={texts.truncation}
        value={Math.round(scale * 100)}
        min={0}
        max={MAX_PERCENT}
        step={1}
        valueText={seed === null ? percent : `${percent}, ${texts.psi(psi)}`}
        onInput={(value) => history.update(withPercent(value))}
        onChange={(value) => history.commit(withPercent(value))}
      />
      <p class="aside">{texts.truncationNote}</p>
    </section>
  );
}
