import { useId, useMemo, useState } from 'preact/hooks';
import { inputFromSeed } from '../../../latent/condition/condition.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { conditionalTexts } from './texts.ts';
import { firstText, MAX_TYPED, typedClasses } from './typed-classes.ts';

/** About the edge of a picture, in CSS pixels. */
const EDGE = 96;

type TypedTextProps = { model: PageModel; classes: readonly string[]; seed: number };

/** A text that is typed, drawn character by character. */
export function TypedText({ model, classes, seed }: TypedTextProps) {
  const texts = useTexts(conditionalTexts);
  const field = useId();
  const areDigits = classes.every((name) => /^\d$/.test(name));
  const [text, setText] = useState(() => firstText(classes));
  const [oneHand, setOneHand] = useState(true);
  const typed = useMemo(() => typedClasses(text, classes), [text, classes]);
  const indices = typed.classes.join();
  const latents = useMemo(
    () => typed.classes.map((index, i) => inputFromSeed(oneHand ? seed : seed + i, model, index)),
    [indices, oneHand, seed, model],
  );
  const pictures = useDrawnFaces(latents.length > 0 ? model.tag : null, latents, EDGE);
  const shown = typed.classes.map((index) => classes[index]).join('');
  return (
    <section class="panel explainer" aria-labelledby="typed">
      <h2 id="typed">{texts.typed}</h2>
      <p class="aside">{texts.typedNote}</p>
      <div class="row">
        <label class="text-field" for={field}>
          {texts.text}
          <input
            id={field}
            type="text"
            class="text-input"
            inputMode={areDigits ? 'numeric' : 'text'}
            autocomplete="off"
            spellcheck={false}
            maxLength={2 * MAX_TYPED}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button
          type="button"
          class="button toggle"
          aria-pressed={oneHand}
          title={texts.oneHandNote}
          onClick={() => setOneHand(!oneHand)}
        >
          {texts.oneHand}
        </button>
      </div>
      <div class="typed" role="img" aria-label={texts.typedPicture(shown)}>
        {typed.classes.map((_, i) => (
          <PictureCanvas key={i} picture={pictures[i]} label="" />
        ))}
      </div>
      <p class="aside" role="status">
        {typed.unknown.length > 0 && texts.unknown(typed.unknown.join(' '), classes.join(' '))}
      </p>
    </section>
  );
}
