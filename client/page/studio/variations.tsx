import { useMemo, useState } from 'preact/hooks';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Slider } from '../ui/slider.tsx';
import { studioTexts } from './texts.ts';
import { type Locks, variationOf } from './variation.ts';

const COUNT = 6;
/** In hundredths, from the face itself to a stranger. */
const STRENGTH = 35;

type VariationsProps = {
  model: LoadedModel;
  z: Float32Array;
  locks: Locks;
  take: (z: Float32Array) => void;
};

/** Some mutations of the face, to choose from. */
export function Variations({ model, z, locks, take }: VariationsProps) {
  const studio = useTexts(studioTexts);
  const [strength, setStrength] = useState(STRENGTH);
  const [round, setRound] = useState(0);
  const seeds = useMemo(() => Array.from({ length: COUNT }, randomSeed), [round]);
  const relatives = useMemo(
    () => seeds.map((seed) => variationOf(z, strength / 100, seed, locks, model)),
    [seeds, z, strength, locks, model],
  );
  return (
    <section class="panel" aria-labelledby="relatives">
      <h2 id="relatives">{studio.mutate}</h2>
      <p class="aside">{studio.mutateNote}</p>
      <FaceRow
        tag={model.tag}
        latents={relatives}
        label={(i) => studio.relative(i + 1)}
        onPick={(i) => {
          const relative = relatives[i];
          if (relative !== undefined) {
            take(relative);
          }
        }}
      />
      <div class="row">
        <Slider
          label={studio.strength}
          value={strength}
          min={5}
          max={100}
          step={1}
          valueText={`${strength} %`}
          onInput={setStrength}
        />
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {studio.again}
        </button>
      </div>
    </section>
  );
}
