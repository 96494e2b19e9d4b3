import { type DiscriminatorOutput, toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { resample } from '../../../picture/resample.ts';
import { type AppContext, useAppContext } from '../app-context.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { PORTRAIT_COUNT, readTrainingPortrait } from '../training-portraits.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { LayerActivations } from './layer-activations.tsx';
import { insideTexts } from './texts.ts';

type Kind = 'face' | 'portrait';
type Seen = DiscriminatorOutput & { readonly kind: Kind; readonly picture: ImageData };

/** D(x) of the last picture of each kind; null before there was one. */
type Says = Record<Kind, number | null>;

type DiscriminatorViewProps = {
  model: LoadedModel;
  /** The face that the view is about, once it is drawn. */
  picture: ImageData | null;
};

/** The discriminator at work, on the face or on a portrait that it learned from; fetched when it is asked for. */
export function DiscriminatorView({ model, picture }: DiscriminatorViewProps) {
  const app = useAppContext();
  const inside = useTexts(insideTexts);
  const retries = useStore(app.retries);
  const { tag, manifest } = model;
  const [shown, setShown] = useState<{ kind: Kind; portrait: number } | null>(null);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [says, setSays] = useState<Says>({ face: null, portrait: null });
  const facts = new Map(manifest.discriminator?.layers.map((layer) => [layer.name, layer]));
  const bytes = manifest.files.find(({ name }) => name === manifest.discriminator?.file)?.bytes ?? 0;

  const face = shown?.kind === 'face' ? picture : null;
  useEffect(() => {
    if (shown === null || (shown.kind === 'face' && face === null)) {
      return;
    }
    const control = new AbortController();
    judge(app, tag, manifest.resolution, face ?? shown.portrait, control.signal).then(
      (next) => {
        setSeen({ ...next, kind: shown.kind });
        setSays((before) => ({ ...before, [shown.kind]: next.realness }));
      },
      (error: unknown) => {
        if (!control.signal.aborted) {
          app.failure.set(toFailure(error));
        }
      },
    );
    return () => control.abort();
  }, [app, tag, shown, face, retries]);

  // What it said of another face says nothing of this one.
  useEffect(() => setSays(({ portrait }) => ({ face: null, portrait })), [picture]);

  // Each press shows another portrait, none twice before all have had their turn.
  const next = useRef(Math.floor(Math.random() * PORTRAIT_COUNT));
  function show(kind: Kind): void {
    if (kind === 'portrait') {
      next.current = (next.current + 1) % PORTRAIT_COUNT;
    }
    setShown({ kind, portrait: next.current });
  }

  if (manifest.discriminator === undefined) {
    return null;
  }
  return (
    <section class="panel explainer" aria-labelledby="judging">
      <h2 id="judging">{inside.judging}</h2>
      <p class="aside">{inside.judgingNote}</p>
      <div class="row">
        <button type="button" class="button strong" onClick={() => show('face')}>
          {inside.judgeFace}
        </button>
        <button type="button" class="button" onClick={() => show('portrait')}>
          {inside.judgePortrait}
        </button>
        {shown === null && <span class="aside">{inside.judgeBytes(bytes)}</span>}
      </div>
      {shown !== null && (
        <div class="judged" role="status">
          {seen === null ? (
            <p>{inside.judgingNow}</p>
          ) : (
            <>
              <PictureCanvas picture={seen.picture} edge={256} label={inside.judged[seen.kind]} />
              <dl class="says">
                {(['face', 'portrait'] as const).map((kind) => (
                  <Realness key={kind} of={inside.says[kind]} value={says[kind]} />
                ))}
              </dl>
            </>
          )}
        </div>
      )}
      {seen !== null && (
        <div class="way-down">
          <Staggered>
            {seen.layers.map((output, i) => (
              <LayerActivations
                key={output.name}
                output={output}
                number={i + 1}
                facts={facts.get(output.name)}
              />
            ))}
          </Staggered>
        </div>
      )}
    </section>
  );
}

/** D(x) of one picture, in figures and as a bar. */
function Realness({ of, value }: { of: string; value: number | null }) {
  return (
    <div>
      <dt>{of}</dt>
      <dd>
        <span class="gauge" aria-hidden="true">
          <span style={{ width: `${100 * (value ?? 0)}%` }} />
        </span>
        {value === null ? '–' : value.toFixed(2)}
      </dd>
    </div>
  );
}

/** @param of the face's picture, or which of the portraits */
async function judge(
  { engine }: AppContext,
  tag: string,
  side: number,
  of: ImageData | number,
  signal: AbortSignal,
): Promise<Omit<Seen, 'kind'>> {
  const picture = typeof of === 'number' ? sized(await readTrainingPortrait(of), side) : of;
  return { ...(await engine.discriminate(tag, picture, { signal })), picture };
}

function sized(picture: ImageData, side: number): ImageData {
  if (picture.width === side) {
    return picture;
  }
  const { width, height, data } = picture;
  const { data: pixels } = resample({ width, height, data: new Uint8ClampedArray(data) }, side, side);
  return new ImageData(pixels, side, side);
}
