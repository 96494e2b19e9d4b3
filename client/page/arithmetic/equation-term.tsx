import { useMemo } from 'preact/hooks';
import { type Face, resolve } from '../../../latent/face.ts';
import type { Model } from '../model.ts';
import { Picture } from '../parts/picture.tsx';
import { Strip } from '../parts/strip.tsx';
import { useDrawn } from '../parts/use-drawn.ts';
import { useTexts } from '../texts/index.ts';
import type { Term } from './equation.ts';

type EquationTermProps = {
  model: Model;
  side: Term;
  /** What is done with it: nothing for the first. */
  sign: string;
  faces: readonly Face[];
  mean: Float32Array;
  choose: (index: number) => void;
};

/** One side of the equation: its exemplars, each of which can be another one, and their mean. */
export function EquationTerm({ model, side, sign, faces, mean, choose }: EquationTermProps) {
  const { arithmetic } = useTexts();
  const letter = side.toUpperCase();
  const latents = useMemo(() => faces.map((face) => resolve(face, model)), [faces, model]);
  const [picture] = useDrawn(
    model.tag,
    useMemo(() => [mean], [mean]),
  );
  return (
    <section class="side" aria-label={arithmetic.side(letter)}>
      <h2>
        {sign !== '' && <span class="sign">{sign}</span>} {letter} <small>{arithmetic.sides[side]}</small>
      </h2>
      <Strip
        tag={model.tag}
        latents={latents}
        label={(i) => arithmetic.exemplar(letter, i + 1)}
        onPick={choose}
      />
      <figure>
        <Picture picture={picture} edge={256} label={arithmetic.mean(letter)} />
        <figcaption>{arithmetic.mean(letter)}</figcaption>
      </figure>
    </section>
  );
}
