import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { classPart } from '../../../latent/condition.ts';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import type { PageModel } from '../page-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Icon } from '../ui/icon.tsx';
import { RealnessMeter } from '../ui/realness-meter.tsx';
import { studioTexts } from './texts.ts';

/** A picture that is not replaced for this long is shown to the discriminator. */
const REST_MS = 300;

/** @param picture of the face, at the model's resolution */
type OpinionProps = { model: PageModel; face: Face; picture: ImageData | undefined };

/** How real the discriminator takes the face for: once it is asked, of every face that rests. It is downloaded on demand. */
export function Opinion({ model, face, picture }: OpinionProps) {
  const { engine, failure, retries } = useAppContext();
  const texts = useTexts(studioTexts);
  const attempts = useStore(retries);
  const [asked, setAsked] = useState(false);
  const [realness, setRealness] = useState<number | null>(null);
  const { discriminator, files } = model.manifest;

  useEffect(() => {
    if (!asked || picture === undefined) {
      return;
    }
    const control = new AbortController();
    const { signal } = control;
    const timer = setTimeout(() => {
      engine
        .discriminate(model.tag, picture, { y: classPart(latentFromFace(face, model), model), signal })
        .then(
          (output) => setRealness(output.realness),
          (error: unknown) => signal.aborted || failure.set(toFailure(error)),
        );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [engine, model, face, asked, picture, attempts]);

  if (discriminator === undefined) {
    return null;
  }
  const bytes = files.find(({ name }) => name === discriminator.file)?.bytes ?? 0;
  return (
    <div class="opinion">
      <button
        type="button"
        class="button toggle"
        aria-pressed={asked}
        title={texts.opinionSize(bytes)}
        onClick={() => setAsked(!asked)}
      >
        <Icon name="eye" /> {texts.opinion}
      </button>
      {asked && (
        <>
          <dl class="realness">
            <RealnessMeter label={texts.realness} value={realness} />
          </dl>
          <p class="aside">{texts.opinionNote}</p>
        </>
      )}
    </div>
  );
}
