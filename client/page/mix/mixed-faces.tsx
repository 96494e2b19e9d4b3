import { useMemo, useState } from 'preact/hooks';
import { type Face, resolve } from '../../../latent/face.ts';
import type { Model } from '../model.ts';
import { Picker } from '../parts/picker.tsx';
import { Strip } from '../parts/strip.tsx';
import { useTexts } from '../texts/index.ts';
import { freshFace, MAX_FACES, MIN_FACES, type MixRoute } from './mix-route.ts';

type MixedFacesProps = {
  model: Model;
  course: MixRoute;
  change: (course: MixRoute) => void;
};

/** The faces that are walked between: each can be another one. */
export function MixedFaces({ model, course, change }: MixedFacesProps) {
  const { mix } = useTexts();
  const [choosing, setChoosing] = useState<number | null>(null);
  const { faces, shape } = course;
  const points = useMemo(() => faces.map((face) => resolve(face, model)), [faces, model]);
  const put = (faces: readonly Face[]): void => change({ ...course, faces });
  return (
    <>
      <Strip tag={model.tag} latents={points} label={(i) => mix.change(i + 1)} onPick={setChoosing} />
      <div class="row">
        <button type="button" class="button" onClick={() => put(faces.map(() => freshFace(model)))}>
          {mix.shuffle}
        </button>
        {shape === 'line' && faces.length < MAX_FACES && (
          <button type="button" class="button" onClick={() => put([...faces, freshFace(model)])}>
            {mix.add}
          </button>
        )}
        {shape === 'line' && faces.length > MIN_FACES && (
          <button type="button" class="button" onClick={() => put(faces.slice(0, -1))}>
            {mix.remove(faces.length)}
          </button>
        )}
      </div>
      {choosing !== null && (
        <Picker
          model={model}
          onClose={() => setChoosing(null)}
          onPick={(face) => put(faces.map((old, i) => (i === choosing ? face : old)))}
        />
      )}
    </>
  );
}
