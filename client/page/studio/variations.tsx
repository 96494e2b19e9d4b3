import { useMemo, useState } from 'preact/hooks';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Slider } from '../ui/slider.tsx';
import { type EditedFace, latentOf, withAncestor, withVariation } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';
import { type Locks, variationOf } from './variation.ts';

const COUNT = 6;
/** In percent: 0 is the face itself, 100 an unrelated one. */
const DEFAULT_STRENGTH = 35;

type VariationsProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  /** z without the gesture that is in progress. */
  z: Float32Array;
  locks: Locks;
};

/** Random variations of the face, to choose from, and the faces that it came from. */
export function Variations({ model, history, z, locks }: VariationsProps) {
  const texts = useTexts(studioTexts);
  const [strength, setStrength] = useState(DEFAULT_STRENGTH);
  const [round, setRound] = useState(0);
  const seeds = useMemo(() => Array.from({ length: COUNT }, randomSeed), [round]);
  const variations = useMemo(
    () => seeds.map((seed) => variationOf(z, strength / 100, seed, locks, model)),
    [seeds, z, strength, locks, model],
  );
  return (
    <section class="panel" aria-labelledby="variations">
      <h2 id="variations">{texts.variations}</h2>
      <p class="aside">{texts.variationsNote}</p>
      <FaceRow
        model={model}
        choices={variations.map((variation, i) => ({
          face: variation,
          label: texts.variation(i + 1),
          onPick: () => history.commit(withVariation(history.present, variation, model)),
        }))}
      />
      <div class="row">
        <Slider
          label={texts.strength}
          value={strength}
          min={5}
          max={100}
          step={1}
          initial={DEFAULT_STRENGTH}
          valueText={`${strength} %`}
          onInput={setStrength}
        />
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {texts.more}
        </button>
      </div>
      <Lineage model={model} history={history} z={z} />
    </section>
  );
}

/** The faces from which this one came by variations, to go back to. */
function Lineage({ model, history, z }: Omit<VariationsProps, 'locks'>) {
  const texts = useTexts(studioTexts);
  const { ancestors } = history.committed;
  const latents = useMemo(() => ancestors.map((ancestor) => latentOf(ancestor, model)), [ancestors, model]);
  if (ancestors.length === 0) {
    return null;
  }
  return (
    <>
      <h3>{texts.lineage}</h3>
      <p class="aside">{texts.lineageNote}</p>
      <FaceRow
        model={model}
        choices={[...latents, z].map((face, i) => ({
          face,
          label: texts.generation(i + 1),
          caption: i < latents.length ? `${i + 1}` : texts.now,
          pressed: i === latents.length,
          onPick: () => i < latents.length && history.commit(withAncestor(history.present, i)),
        }))}
      />
    </>
  );
}
