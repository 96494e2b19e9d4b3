import { useMemo } from 'preact/hooks';
import { latentFromFace, seedFace } from '../../../latent/face.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import type { MixRoute } from './mix-route.ts';
import { mixTexts } from './texts.ts';

type HeadTurnsProps = { model: LoadedModel; change: (course: MixRoute) => void };

/** Ready-made turns of the head that came with the model: a straight line from one side to the other. */
export function HeadTurns({ model, change }: HeadTurnsProps) {
  const mix = useTexts(mixTexts);
  const heads = useMemo(
    () =>
      (model.manifest.turns ?? []).map(({ seed, from, to }) => ({
        from: seedFace(model.tag, seed, from),
        to: seedFace(model.tag, seed, to),
      })),
    [model],
  );
  const latents = useMemo(() => heads.map(({ from }) => latentFromFace(from, model)), [heads, model]);
  return (
    <section class="panel" aria-labelledby="turns">
      <h2 id="turns">{mix.turns}</h2>
      <p class="aside">{heads.length === 0 ? mix.noTurns : mix.turnsNote}</p>
      <FaceRow
        tag={model.tag}
        latents={latents}
        label={(i) => mix.turn(i + 1)}
        onPick={(i) => {
          const head = heads[i];
          if (head !== undefined) {
            change({ faces: [head.from, head.to], shape: 'line', curve: 'straight' });
          }
        }}
      />
    </section>
  );
}
