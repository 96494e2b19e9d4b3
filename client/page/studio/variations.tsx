import { useMemo, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { freshSeed } from '../parts/fresh-seed.ts';
import { Range } from '../parts/range.tsx';
import { Strip } from '../parts/strip.tsx';
import { useTexts } from '../texts/index.ts';
import { type Locks, variationOf } from './variation.ts';

const COUNT = 6;
/** In hundredths, from the face itself to a stranger. */
const STRENGTH = 35;

type VariationsProps = {
  model: Model;
  z: Float32Array;
  locks: Locks;
  take: (z: Float32Array) => void;
};

/** Some mutations of the face, to choose from. */
export function Variations({ model, z, locks, take }: VariationsProps) {
  const { studio } = useTexts();
  const [strength, setStrength] = useState(STRENGTH);
  const [round, setRound] = useState(0);
  const seeds = useMemo(() => Array.from({ length: COUNT }, freshSeed), [round]);
  const relatives = useMemo(
    () => seeds.map((seed) => variationOf(z, strength / 100, seed, locks, model)),
    [seeds, z, strength, locks, model],
  );
  return (
    <section class="panel" aria-labelledby="relatives">
      <h2 id="relatives">{studio.mutate}</h2>
      <p class="aside">{studio.mutateNote}</p>
      <Strip
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
        <Range
          label={studio.strength}
          value={strength}
          min={5}
          max={100}
          step={1}
          shown={`${strength} %`}
          onMove={setStrength}
        />
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {studio.again}
        </button>
      </div>
    </section>
  );
}
