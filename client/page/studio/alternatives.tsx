import { useMemo, useState } from 'preact/hooks';
import { type Face, latentFromFace, seedFace } from '../../../latent/face.ts';
import { useFavouriteFaces } from '../hooks/use-favourite-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { studioTexts } from './texts.ts';

const COUNT = 6;

type AlternativesProps = { model: LoadedModel; take: (face: Face) => void };

/** Other faces whose numbers can be taken: favourites of this model first, then fresh ones. */
export function Alternatives({ model, take }: AlternativesProps) {
  const studio = useTexts(studioTexts);
  const [round, setRound] = useState(0);
  const kept = useFavouriteFaces(model.tag);
  const faces = useMemo(() => {
    const fresh = Array.from({ length: COUNT }, () => seedFace(model.tag, randomSeed()));
    return [...kept.slice(0, COUNT / 2), ...fresh].slice(0, COUNT);
  }, [round, model]);
  const latents = useMemo(() => faces.map((face) => latentFromFace(face, model)), [faces, model]);
  return (
    <section class="panel" aria-labelledby="takes">
      <h2 id="takes">{studio.take}</h2>
      <FaceRow
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
