import { useTexts } from '../texts/language.ts';
import { insideTexts } from './texts.ts';

/** How to read the tiles: blue below zero, nothing at zero, ink above. */
export function ActivationKey() {
  const texts = useTexts(insideTexts);
  return (
    <div class="activation-key">
      <span class="ramp" aria-hidden="true" />
      <span class="ends" aria-hidden="true">
        <span>{texts.keyEnds[0]}</span>
        <span>0</span>
        <span>{texts.keyEnds[1]}</span>
      </span>
      <p class="aside">{texts.keyNote}</p>
    </div>
  );
}
