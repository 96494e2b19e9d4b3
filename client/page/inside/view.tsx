import { type Activations, toFailure } from '@dareka/engine';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { type Face, seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { FaceFromUrl } from '../ui/face-from-url.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { ActivationFunctions } from './activation-functions.tsx';
import { ArchitectureDiagram } from './architecture-diagram.tsx';
import { ConvolutionDemo } from './convolution-demo.tsx';
import { DiscriminatorView } from './discriminator-view.tsx';
import { LatentHeatmap } from './latent-heatmap.tsx';
import { LayerActivations } from './layer-activations.tsx';
import { insideTexts } from './texts.ts';
import './inside.css';

/** The generator at work on one face, layer by layer, and what its parts do. */
export function View() {
  return <FaceFromUrl>{({ face, model }) => <Way face={face} model={model} />}</FaceFromUrl>;
}

function Way({ face, model }: { face: Face; model: LoadedModel }) {
  const app = useAppContext();
  const inside = useTexts(insideTexts);
  const retries = useStore(app.retries);
  const [seen, setSeen] = useState<Activations | null>(null);
  const layers = model.manifest.layers;

  useEffect(() => {
    const control = new AbortController();
    app.engine.activations(face, { signal: control.signal }).then(setSeen, (error: unknown) => {
      if (!control.signal.aborted) {
        app.failure.set(toFailure(error));
      }
    });
    return () => control.abort();
  }, [app, face, retries]);

  function another(): void {
    const code = encodeFace(seedFace(model.tag, randomSeed()));
    app.router.go({ view: 'inside', code, parts: [] });
  }
  const facts = useMemo(() => new Map(layers.map((layer) => [layer.name, layer])), [layers]);

  return (
    <div class="inside">
      <div class="row">
        <button type="button" class="button" onClick={another}>
          {inside.another}
        </button>
      </div>
      {layers.length === 0 && <p class="notice">{inside.noLayers}</p>}
      {seen === null ? (
        <p class="coming" role="status">
          {inside.looking}
        </p>
      ) : (
        <div class="way-up">
          <Staggered>
            <section class="layer" aria-labelledby="layer-z">
              <header>
                <h2 id="layer-z">{inside.z}</h2>
                <p class="shape">{seen.z.length}</p>
                <p class="aside">{inside.zNote}</p>
              </header>
              <LatentHeatmap z={seen.z} />
            </section>
            {seen.layers.map((output, i) => (
              <LayerActivations
                key={output.name}
                output={output}
                number={i + 1}
                facts={facts.get(output.name)}
              />
            ))}
            <section class="layer" aria-labelledby="layer-picture">
              <header>
                <h2 id="layer-picture">{inside.picture}</h2>
                <p class="shape">
                  {seen.picture.width} × {seen.picture.height}
                </p>
                <p class="aside">{inside.pictureNote}</p>
              </header>
              <div class="outcome-picture">
                <PictureCanvas picture={seen.picture} edge={512} label={inside.picture} />
              </div>
            </section>
          </Staggered>
        </div>
      )}
      <Staggered>
        <ArchitectureDiagram manifest={model.manifest} />
        <DiscriminatorView model={model} picture={seen?.picture ?? null} />
        <div class="explainers">
          <ConvolutionDemo kind="transposed" />
          <ConvolutionDemo kind="strided" />
        </div>
        <ActivationFunctions />
      </Staggered>
    </div>
  );
}
