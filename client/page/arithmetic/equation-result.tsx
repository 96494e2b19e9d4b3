import { useMemo } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { latentFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Link } from '../ui/link.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { type Equation, type Evaluation, evaluate, neighboursOf } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

const EDGE = 512;
/** As many as stand around the result in the paper's figure. */
const NEIGHBOUR_COUNT = 8;

type EquationResultProps = { model: LoadedModel; equation: Equation; steps: Evaluation };

/** What the equation comes to: with the means, with single faces, and a little around it. */
export function EquationResult({ model, equation, steps }: EquationResultProps) {
  const app = useAppContext();
  const arithmetic = useTexts(arithmeticTexts);
  const single = useMemo(() => evaluate(equation, model, 1).result, [equation, model]);
  const [result, alone, difference] = useDrawnFaces(
    model.tag,
    useMemo(() => [steps.result, single, steps.difference], [steps, single]),
  );
  const near = useMemo(() => neighboursOf(steps.result, NEIGHBOUR_COUNT), [steps]);
  const codeOf = (z: Float32Array): string => encodeFace(latentFace(model.tag, z));
  return (
    <>
      <section class="outcome" aria-label={arithmetic.result}>
        <h2>
          <span class="sign">=</span> {arithmetic.result}
        </h2>
        <PictureCanvas picture={result} edge={EDGE} label={arithmetic.result} />
        <div class="row">
          <Link class="button strong" to={{ view: 'studio', code: codeOf(steps.result), parts: [] }}>
            {arithmetic.studio}
          </Link>
        </div>
      </section>
      <div class="beside">
        <div class="steps-shown">
          <figure>
            <PictureCanvas picture={difference} edge={192} label={arithmetic.difference} />
            <figcaption>{arithmetic.difference}</figcaption>
          </figure>
          <figure>
            <PictureCanvas picture={alone} edge={192} label={arithmetic.single} />
            <figcaption>{arithmetic.single}</figcaption>
          </figure>
          <figure>
            <PictureCanvas picture={result} edge={192} label={arithmetic.averaged} />
            <figcaption>{arithmetic.averaged}</figcaption>
          </figure>
          <p class="aside">{arithmetic.note}</p>
        </div>
        <div>
          <h3>{arithmetic.around}</h3>
          <FaceRow
            tag={model.tag}
            latents={near}
            label={(i) => `${arithmetic.around} ${i + 1}`}
            onPick={(i) => {
              const z = near[i];
              if (z !== undefined) {
                app.router.go({ view: 'studio', code: codeOf(z), parts: [] });
              }
            }}
          />
          <p class="aside">{arithmetic.aroundNote}</p>
        </div>
      </div>
    </>
  );
}
