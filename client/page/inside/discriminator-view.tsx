import { type DiscriminatorOutput, toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { classPart } from '../../../latent/condition/condition.ts';
import { subjectOf } from '../../../latent/condition/condition-words.ts';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { discriminatorBytes, type PageModel } from '../models/page-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { PORTRAIT_COUNT, readTrainingPortrait } from '../training-portraits.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { RealnessMeter } from '../ui/realness-meter.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { LayerActivations } from './layer-activations.tsx';
import { insideTexts } from './texts.ts';

type PictureKind = 'face' | 'portrait';
type ShownOutput = DiscriminatorOutput & { readonly kind: PictureKind; readonly picture: ImageData };

/** D(x) of the last picture of each kind, or null. */
type Realness = Record<PictureKind, number | null>;

type DiscriminatorViewProps = {
  model: PageModel;
  face: Face;
  /** The picture of the face; null until it is drawn. */
  picture: ImageData | null;
};

/** The discriminator at work on the face, or on a portrait that it was trained with. It is downloaded on demand. */
export function DiscriminatorView({ model, face, picture }: DiscriminatorViewProps) {
  const app = useAppContext();
  const texts = useTexts(insideTexts);
  const retries = useStore(app.retries);
  const { tag, manifest } = model;
  const [requested, setRequested] = useState<{ kind: PictureKind; portrait: number } | null>(null);
  const [answer, setAnswer] = useState<ShownOutput | null>(null);
  const [realness, setRealness] = useState<Realness>({ face: null, portrait: null });
  const descriptions = new Map(manifest.discriminator?.layers.map((layer) => [layer.name, layer]));
  const bytes = discriminatorBytes(manifest) ?? 0;

  const generated = requested?.kind === 'face' ? picture : null;
  useEffect(() => {
    if (requested === null || (requested.kind === 'face' && generated === null)) {
      return;
    }
    const control = new AbortController();
    const { signal } = control;
    async function answerTo(portrait: number): Promise<Omit<ShownOutput, 'kind'>> {
      const shown = generated ?? (await readTrainingPortrait(portrait, manifest.resolution));
      // The class of a portrait is not known here.
      const y = generated === null ? undefined : classPart(latentFromFace(face, model), model);
      return { ...(await app.engine.discriminate(tag, shown, { y, signal })), picture: shown };
    }
    answerTo(requested.portrait).then(
      (next) => {
        setAnswer({ ...next, kind: requested.kind });
        setRealness((before) => ({ ...before, [requested.kind]: next.realness }));
      },
      (error: unknown) => {
        if (!signal.aborted) {
          app.failure.set(toFailure(error));
        }
      },
    );
    return () => control.abort();
  }, [app, tag, requested, generated, retries]);

  // The value of another face does not hold for this one.
  useEffect(() => setRealness(({ portrait }) => ({ face: null, portrait })), [picture]);

  // Each press shows the next portrait, from a random one on, so that none comes twice before all were shown.
  const portrait = useRef(Math.floor(Math.random() * PORTRAIT_COUNT));
  function show(kind: PictureKind): void {
    if (kind === 'portrait') {
      portrait.current = (portrait.current + 1) % PORTRAIT_COUNT;
    }
    setRequested({ kind, portrait: portrait.current });
  }

  if (manifest.discriminator === undefined) {
    return null;
  }
  /** A model that draws something else has not learned from portraits. */
  const kinds: readonly PictureKind[] =
    subjectOf(manifest.condition) === 'person' ? ['face', 'portrait'] : ['face'];
  return (
    <section class="panel explainer" aria-labelledby="discriminator">
      <h2 id="discriminator">{texts.discriminatorAtWork}</h2>
      <p class="aside">{texts.discriminatorNote}</p>
      <div class="row">
        <button type="button" class="button primary" onClick={() => show('face')}>
          {texts.showFace}
        </button>
        {kinds.includes('portrait') && (
          <button type="button" class="button" onClick={() => show('portrait')}>
            {texts.showPortrait}
          </button>
        )}
        {requested === null && <span class="aside">{texts.downloadSize(bytes)}</span>}
      </div>
      {requested !== null && (
        <div class="discriminator-answer" role="status">
          {answer === null ? (
            <p>{texts.computingRealness}</p>
          ) : (
            <>
              <PictureCanvas picture={answer.picture} label={texts.shownPicture[answer.kind]} />
              <dl class="realness">
                {kinds.map((kind) => (
                  <RealnessMeter key={kind} label={texts.realness[kind]} value={realness[kind]} />
                ))}
              </dl>
            </>
          )}
        </div>
      )}
      {answer !== null && (
        <div class="discriminator-layers">
          <Staggered>
            {answer.layers.map((output, i) => (
              <LayerActivations
                key={output.name}
                output={output}
                number={i + 1}
                description={descriptions.get(output.name)}
              />
            ))}
          </Staggered>
        </div>
      )}
    </section>
  );
}
