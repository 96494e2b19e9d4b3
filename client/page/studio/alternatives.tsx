import { useMemo, useState } from 'preact/hooks';
import { type Face, resolve, seedFace } from '../../../latent/face.ts';
import { useFavourites } from '../faces/favourites.ts';
import type { Model } from '../model.ts';
import { freshSeed } from '../parts/fresh-seed.ts';
import { Strip } from '../parts/strip.tsx';
import { useTexts } from '../texts/index.ts';

const COUNT = 6;

type AlternativesProps = { model: Model; take: (face: Face) => void };

/** Other faces whose numbers can be taken: favourites of this model first, then fresh ones. */
export function Alternatives({ model, take }: AlternativesProps) {
  const { studio } = useTexts();
  const [round, setRound] = useState(0);
  const kept = useFavourites();
  const faces = useMemo(() => {
    const own = kept.map(({ face }) => face).filter((face) => face.model === model.tag);
    const fresh = Array.from({ length: COUNT }, () => seedFace(model.tag, freshSeed()));
    return [...own.slice(0, COUNT / 2), ...fresh].slice(0, COUNT);
  }, [round, model]);
  const latents = useMemo(() => faces.map((face) => resolve(face, model)), [faces, model]);
  return (
    <section class="panel" aria-labelledby="takes">
      <h2 id="takes">{studio.take}</h2>
      <Strip
        tag={model.tag}
        latents={latents}
        label={(i) => studio.candidate(i + 1)}
        onPick={(i) => {
          const face = faces[i];
          if (face !== undefined) {
            take(face);
          }
        }}
      />
      <div class="row">
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {studio.again}
        </button>
      </div>
    </section>
  );
}
