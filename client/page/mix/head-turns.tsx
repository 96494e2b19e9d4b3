import { useMemo } from 'preact/hooks';
import { seedFace } from '../../../latent/face.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import type { Mix } from './mix-route.ts';
import { mixTexts } from './texts.ts';

type HeadTurnsProps = { model: PageModel; onChange: (mix: Mix) => void };

/** The model's published turns of a head: each a straight line between two edits of a seed. */
export function HeadTurns({ model, onChange }: HeadTurnsProps) {
  const texts = useTexts(mixTexts);
  const heads = useMemo(
    () =>
      (model.manifest.turns ?? []).map(({ seed, from, to }) => ({
        from: seedFace(model.tag, seed, from),
        to: seedFace(model.tag, seed, to),
      })),
    [model],
  );
  return (
    <section class="panel" aria-labelledby="head-turns">
      <h2 id="head-turns">{texts.headTurns}</h2>
      <p class="aside">{heads.length === 0 ? texts.noHeadTurns : texts.headTurnsNote}</p>
      <FaceRow
        model={model}
        choices={heads.map(({ from, to }, i) => ({
          face: from,
          label: texts.headTurn(i + 1),
          onPick: () => onChange({ faces: [from, to], shape: 'line', interpolation: 'straight' }),
        }))}
      />
    </section>
  );
}
