import { useMemo } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Link } from '../ui/link.tsx';
import { Opinion } from '../ui/opinion.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { UndoButton } from '../ui/undo-button.tsx';
import { type Equation, neighboursOf, type Solution, solveEquation } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

/** As many as around the result in the paper's figure. */
const NEIGHBOUR_COUNT = 8;

type EquationResultProps = { model: PageModel; equation: Equation; solution: Solution };

/** The result of the equation, the same with the first exemplars alone, and neighbours of the result. */
export function EquationResult({ model, equation, solution }: EquationResultProps) {
  const app = useAppContext();
  const texts = useTexts(arithmeticTexts);
  const ofFirst = useMemo(() => solveEquation(equation, model, 1).result, [equation, model]);
  const [resultPicture, ofFirstPicture, differencePicture] = useDrawnFaces(model.tag, [
    solution.result,
    ofFirst,
    solution.difference,
  ]);
  const neighbours = useMemo(() => neighboursOf(solution.result, NEIGHBOUR_COUNT, model), [solution, model]);
  const face = useMemo(() => latentFace(model.tag, solution.result), [model, solution]);
  const codeOf = (z: Float32Array): string => encodeFace(latentFace(model.tag, z));
  return (
    <>
      <section class="equation-result" aria-label={texts.result}>
        <h2>
          <span class="operator">=</span> {texts.result}
        </h2>
        <PictureCanvas picture={resultPicture} label={texts.result} />
        <div class="row">
          <Link class="button primary" to={{ view: 'studio', code: encodeFace(face), parts: [] }}>
            {texts.openInStudio}
          </Link>
          <UndoButton />
        </div>
        <Opinion face={face} manifest={model.manifest} picture={resultPicture} />
      </section>
      <div class="result-details">
        <div class="alternatives">
          <figure>
            <PictureCanvas picture={differencePicture} label={texts.difference} />
            <figcaption>{texts.difference}</figcaption>
          </figure>
          <figure>
            <PictureCanvas picture={ofFirstPicture} label={texts.ofFirstExemplars} />
            <figcaption>{texts.ofFirstExemplars}</figcaption>
          </figure>
          <figure>
            <PictureCanvas picture={resultPicture} label={texts.ofMeans} />
            <figcaption>{texts.ofMeans}</figcaption>
          </figure>
          <p class="aside">{texts.exemplarsNote}</p>
        </div>
        <div>
          <h3>{texts.neighbours}</h3>
          <FaceRow
            model={model}
            choices={neighbours.map((z, i) => ({
              face: z,
              label: `${texts.neighbours} ${i + 1}`,
              onPick: () => app.router.go({ view: 'studio', code: codeOf(z), parts: [] }),
            }))}
          />
          <p class="aside">{texts.neighboursNote}</p>
        </div>
      </div>
    </>
  );
}
