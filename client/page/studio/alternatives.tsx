import { useMemo, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { useFavouriteFaces } from '../hooks/use-favourite-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { studioTexts } from './texts.ts';

const COUNT = 6;

type AlternativesProps = { model: PageModel; onPick: (face: Face) => void };

/** Other faces whose z can be taken over: favourites of this model first, then random ones. */
export function Alternatives({ model, onPick }: AlternativesProps) {
  const texts = useTexts(studioTexts);
  const [round, setRound] = useState(0);
  const favourites = useFavouriteFaces(model.tag);
  const faces = useMemo(() => {
    const random = Array.from({ length: COUNT }, () => randomFace(model.tag));
    return [...favourites.slice(0, COUNT / 2), ...random].slice(0, COUNT);
  }, [round, model]);
  return (
    <section class="panel" aria-labelledby="alternatives">
      <h2 id="alternatives">{texts.alternatives}</h2>
      <FaceRow
        model={model}
        choices={faces.map((face, i) => ({
          face,
          label: texts.alternative(i + 1),
          onPick: () => onPick(face),
        }))}
      />
      <div class="row">
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {texts.moreAlternatives}
        </button>
      </div>
    </section>
  );
}
