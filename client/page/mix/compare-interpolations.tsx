import { useMemo } from 'preact/hooks';
import { norm } from '../linear-algebra.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { alongPath, INTERPOLATIONS } from './interpolation.ts';
import { mixTexts } from './texts.ts';

const STOPS = 7;

type CompareInterpolationsProps = {
  model: LoadedModel;
  points: readonly Float32Array[];
  seek: (at: number) => void;
};

/** The arc and the straight line between the first two faces, one under the other. */
export function CompareInterpolations({ model, points, seek }: CompareInterpolationsProps) {
  const mix = useTexts(mixTexts);
  const ways = useMemo(
    () =>
      INTERPOLATIONS.map((curve) =>
        Array.from({ length: STOPS }, (_, i) => alongPath(points.slice(0, 2), i / (STOPS - 1), curve, false)),
      ),
    [points],
  );
  return (
    <section class="panel" aria-labelledby="compare">
      <h2 id="compare">{mix.compare}</h2>
      <p class="aside">{mix.curveNote}</p>
      {ways.map((latents, way) => {
        const name = mix[INTERPOLATIONS[way] ?? 'arc'];
        return (
          <div key={name} class="way">
            <h3>{name}</h3>
            <FaceRow
              tag={model.tag}
              latents={latents}
              label={(i) => `${name}, ${Math.round((i / (STOPS - 1)) * 100)} %`}
              caption={(i) => norm(latents[i] ?? []).toFixed(1)}
              onPick={(i) => seek(i / (STOPS - 1) / Math.max(1, points.length - 1))}
            />
          </div>
        );
      })}
      <p class="aside">{mix.lengthNote}</p>
    </section>
  );
}
