import type { Face } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import type { Term } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

type EquationTermProps = {
  model: PageModel;
  term: Term;
  /** + or −; empty for the first term. */
  sign: string;
  faces: readonly Face[];
  /** f32 [latentSize] */
  mean: Float32Array;
  /** Called with the index of the exemplar to replace. */
  onPick: (index: number) => void;
};

/** One term of the equation: its exemplars, each of which can be replaced, and their mean. */
export function EquationTerm({ model, term, sign, faces, mean, onPick }: EquationTermProps) {
  const texts = useTexts(arithmeticTexts);
  const letter = term.toUpperCase();
  const [picture] = useDrawnFaces(model.tag, [mean]);
  return (
    <section class="term" aria-label={texts.term(letter)}>
      <h2>
        {sign !== '' && <span class="operator">{sign}</span>} {letter} <small>{texts.termNotes[term]}</small>
      </h2>
      <FaceRow
        model={model}
        choices={faces.map((face, i) => ({
          face,
          label: texts.exemplar(letter, i + 1),
          onPick: () => onPick(i),
        }))}
      />
      <figure>
        <PictureCanvas picture={picture} label={texts.mean(letter)} />
        <figcaption>{texts.mean(letter)}</figcaption>
      </figure>
    </section>
  );
}
