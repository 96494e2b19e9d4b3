import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { classPart } from '../../../latent/condition/condition.ts';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { discriminatorBytes } from '../models/page-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Icon } from './icon.tsx';
import { RealnessMeter } from './realness-meter.tsx';
import { uiTexts } from './texts.ts';

/** A picture that is not replaced for this long is shown to the discriminator. */
const REST_MS = 300;

type OpinionProps = {
  face: Face;
  /** The manifest of the face's model; null until it is known. Until then the button is there, disabled, so that nothing moves. */
  manifest: Manifest | null;
  /** The picture of the face, at the model's resolution. */
  picture: ImageData | null | undefined;
};

/** How real the face looks to the discriminator; once it is asked, it is shown every face that stays on screen. It is downloaded on demand. */
export function Opinion({ face, manifest, picture }: OpinionProps) {
  const app = useAppContext();
  const { opinion: texts } = useTexts(uiTexts);
  const attempts = useStore(app.retries);
  const [asked, setAsked] = useState(false);
  const [realness, setRealness] = useState<number | null>(null);
  const isKnown = manifest !== null;

  useEffect(() => {
    if (!asked || !isKnown || !picture) {
      return;
    }
    const control = new AbortController();
    const { signal } = control;
    async function ask(shown: ImageData): Promise<void> {
      try {
        const model = await app.loadModel(face.model);
        const y = classPart(latentFromFace(face, model), model);
        const output = await app.engine.discriminate(model.tag, shown, { y, signal });
        setRealness(output.realness);
      } catch (error) {
        if (!signal.aborted) {
          app.failure.set(toFailure(error));
        }
      }
    }
    const timer = setTimeout(() => void ask(picture), REST_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [app, face, asked, isKnown, picture, attempts]);

  if (manifest !== null && manifest.discriminator === undefined) {
    return null;
  }
  const bytes = manifest === null ? undefined : discriminatorBytes(manifest);
  return (
    <div class="opinion">
      <button
        type="button"
        class="button toggle"
        aria-pressed={asked}
        disabled={!isKnown}
        title={bytes === undefined ? undefined : texts.size(bytes)}
        onClick={() => setAsked(!asked)}
      >
        <Icon name="eye" /> {texts.ask}
      </button>
      {asked && (
        <>
          <dl class="realness">
            <RealnessMeter label={texts.realness} value={realness} />
          </dl>
          <p class="aside">{texts.note}</p>
        </>
      )}
    </div>
  );
}
