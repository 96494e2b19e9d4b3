import { useMemo, useState } from 'preact/hooks';
import type { PageModel } from '../page-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Slider } from '../ui/slider.tsx';
import { studioTexts } from './texts.ts';
import { type Locks, variationOf } from './variation.ts';

const COUNT = 6;
/** In percent: 0 is the face itself, 100 an unrelated one. */
const DEFAULT_STRENGTH = 35;

type VariationsProps = {
  model: PageModel;
  z: Float32Array;
  locks: Locks;
  onPick: (z: Float32Array) => void;
};

/** Random variations of the face, to choose from. */
export function Variations({ model, z, locks, onPick }: VariationsProps) {
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
          onPick: () => onPick(variation),
        }))}
      />
      <div class="row">
        <Slider
          label={texts.strength}
          value={strength}
          min={5}
          max={100}
          step={1}
          valueText={`${strength} %`}
          onInput={setStrength}
        />
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {texts.more}
        </button>
      </div>
    </section>
  );
}
