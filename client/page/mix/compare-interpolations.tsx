import { useMemo } from 'preact/hooks';
import { noiseSize } from '../../../latent/condition/condition.ts';
import { norm } from '../../../latent/vector.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { alongPath, INTERPOLATIONS, type Interpolation } from './interpolation.ts';
import { mixTexts } from './texts.ts';

const STEPS = 7;

type CompareInterpolationsProps = {
  model: PageModel;
  /** z of each face: f32 [latentSize]. */
  points: readonly Float32Array[];
  /** Called with the step that was pressed: 0 … 1, from the first face to the second. */
  onPick: (at: number, interpolation: Interpolation) => void;
};

/** The arc and the straight line between the first two faces, one under the other. */
export function CompareInterpolations({ model, points, onPick }: CompareInterpolationsProps) {
  const texts = useTexts(mixTexts);
  const noise = noiseSize(model);
  const rows = useMemo(
    () =>
      INTERPOLATIONS.map((interpolation) => ({
        interpolation,
        steps: Array.from({ length: STEPS }, (_, i) => {
          const at = i / (STEPS - 1);
          return { at, z: alongPath(points.slice(0, 2), at, interpolation, false, noise) };
        }),
      })),
    [points, noise],
  );
  return (
    <section class="panel" aria-labelledby="compare">
      <h2 id="compare">{texts.compareInterpolations}</h2>
      <p class="aside">{texts.interpolationNote}</p>
      {rows.map(({ interpolation, steps }) => (
        <div key={interpolation} class="interpolation">
          <h3>{texts[interpolation]}</h3>
          <FaceRow
            model={model}
            choices={steps.map(({ at, z }) => ({
              face: z,
              label: `${texts[interpolation]}, ${Math.round(at * 100)} %`,
              caption: norm(z.subarray(0, noise)).toFixed(1),
              onPick: () => onPick(at, interpolation),
            }))}
          />
        </div>
      ))}
      <p class="aside">{texts.lengthNote}</p>
    </section>
  );
}
