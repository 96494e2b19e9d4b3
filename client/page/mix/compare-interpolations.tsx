import { useMemo } from 'preact/hooks';
import { norm } from '../linear-algebra.ts';
import type { PageModel } from '../page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { alongPath, INTERPOLATIONS } from './interpolation.ts';
import { mixTexts } from './texts.ts';

const STEPS = 7;

type CompareInterpolationsProps = {
  model: PageModel;
  /** z of each face: f32 [latentSize]. */
  points: readonly Float32Array[];
  /** Given a position on the whole walk, 0 … 1. */
  onSeek: (at: number) => void;
};

/** The arc and the straight line between the first two faces, one under the other. */
export function CompareInterpolations({ model, points, onSeek }: CompareInterpolationsProps) {
  const texts = useTexts(mixTexts);
  const rows = useMemo(
    () =>
      INTERPOLATIONS.map((interpolation) =>
        Array.from({ length: STEPS }, (_, i) =>
          alongPath(points.slice(0, 2), i / (STEPS - 1), interpolation, false),
        ),
      ),
    [points],
  );
  return (
    <section class="panel" aria-labelledby="compare">
      <h2 id="compare">{texts.compareInterpolations}</h2>
      <p class="aside">{texts.interpolationNote}</p>
      {rows.map((latents, row) => {
        const name = texts[INTERPOLATIONS[row] ?? 'arc'];
        return (
          <div key={name} class="interpolation">
            <h3>{name}</h3>
            <FaceRow
              tag={model.tag}
              latents={latents}
              label={(i) => `${name}, ${Math.round((i / (STEPS - 1)) * 100)} %`}
              caption={(i) => norm(latents[i] ?? []).toFixed(1)}
              onPick={(i) => onSeek(i / (STEPS - 1) / Math.max(1, points.length - 1))}
            />
          </div>
        );
      })}
      <p class="aside">{texts.lengthNote}</p>
    </section>
  );
}
