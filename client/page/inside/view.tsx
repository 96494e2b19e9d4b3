import { type Activations, toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import type { Face } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { faceInModel } from '../models/face-in-model.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { FaceFromUrl } from '../ui/face-from-url.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { ActivationFunctions } from './activation-functions.tsx';
import { ArchitectureDiagram } from './architecture-diagram.tsx';
import { ConvolutionDemo } from './convolution-demo.tsx';
import { DiscriminatorView } from './discriminator-view.tsx';
import { Formulas } from './formulas.tsx';
import { GeneratorView } from './generator-view.tsx';
import { NetworkMap } from './network-map.tsx';
import { insideTexts } from './texts.ts';
import './layers.css';
import './explainers.css';
import './network-map.css';
// After the others, which it overrides on narrow screens and on paper.
import './inside.css';

/** Both networks at work on one face, layer by layer, and what their parts do. */
export function View() {
  return <FaceFromUrl>{({ face, model }) => <Networks face={face} model={model} />}</FaceFromUrl>;
}

function Networks({ face, model }: { face: Face; model: PageModel }) {
  const app = useAppContext();
  const texts = useTexts(insideTexts);
  const retries = useStore(app.retries);
  /** What was computed last, and by which model: after another one is picked it stays until that one has drawn. */
  const [computed, setComputed] = useState<{ model: PageModel; activations: Activations } | null>(null);
  const { tag, manifest } = model;

  useEffect(() => {
    const control = new AbortController();
    app.engine.activations(face, { signal: control.signal }).then(
      (activations) => setComputed({ model, activations }),
      (error: unknown) => {
        if (!control.signal.aborted) {
          app.failure.set(toFailure(error));
        }
      },
    );
    return () => control.abort();
  }, [app, face, retries]);

  function showAnotherFace(): void {
    const code = encodeFace(randomFace(tag));
    app.router.go({ view: 'inside', code, parts: [] });
  }

  return (
    <div class="inside">
      <div class="row">
        <button type="button" class="button" onClick={showAnotherFace}>
          {texts.anotherFace}
        </button>
        <ModelPicker
          id={manifest.id}
          onPick={(picked) =>
            app.router.go({ view: 'inside', code: encodeFace(faceInModel(face, picked)), parts: [] })
          }
        />
      </div>
      <NetworkMap manifest={manifest} />
      {manifest.layers.length === 0 && <p class="notice">{texts.noLayers}</p>}
      {computed === null ? (
        <p class="loading" role="status">
          {texts.computing}
        </p>
      ) : (
        <GeneratorView
          key={computed.model.tag}
          manifest={computed.model.manifest}
          activations={computed.activations}
        />
      )}
      <Staggered>
        <ArchitectureDiagram manifest={manifest} />
        <DiscriminatorView
          key={tag}
          model={model}
          face={face}
          picture={computed?.model.tag === tag ? computed.activations.picture : null}
        />
        <div class="explainers">
          <ConvolutionDemo kind="transposed" />
          <ConvolutionDemo kind="strided" />
        </div>
        <ActivationFunctions />
        <Formulas manifest={manifest} />
      </Staggered>
    </div>
  );
}
