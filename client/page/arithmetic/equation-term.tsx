import { useMemo } from 'preact/hooks';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import type { Term } from './equation.ts';
import { arithmeticTexts } from './texts.ts';

type EquationTermProps = {
  model: LoadedModel;
  side: Term;
  /** What is done with it: nothing for the first. */
  sign: string;
  faces: readonly Face[];
  mean: Float32Array;
  choose: (index: number) => void;
};

/** One side of the equation: its exemplars, each of which can be another one, and their mean. */
export function EquationTerm({ model, side, sign, faces, mean, choose }: EquationTermProps) {
  const arithmetic = useTexts(arithmeticTexts);
  const letter = side.toUpperCase();
  const latents = useMemo(() => faces.map((face) => latentFromFace(face, model)), [faces, model]);
  const [picture] = useDrawnFaces(
    model.tag,
    useMemo(() => [mean], [mean]),
  );
  return (
    <section class="side" aria-label={arithmetic.side(letter)}>
      <h2>
        {sign !== '' && <span class="sign">{sign}</span>} {letter} <small>{arithmetic.sides[side]}</small>
      </h2>
      <FaceRow
        tag={model.tag}
        latents={latents}
        label={(i) => arithmetic.exemplar(letter, i + 1)}
        onPick={choose}
      />
      <figure>
        <PictureCanvas picture={picture} edge={256} label={arithmetic.mean(letter)} />
        <figcaption>{arithmetic.mean(letter)}</figcaption>
      </figure>
    </section>
  );
}
