import { useMemo, useState } from 'preact/hooks';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FacePicker } from '../ui/face-picker.tsx';
import { FaceRow } from '../ui/face-row.tsx';
import { freshFace, MAX_FACES, MIN_FACES, type MixRoute } from './mix-route.ts';
import { mixTexts } from './texts.ts';

type MixedFacesProps = {
  model: LoadedModel;
  course: MixRoute;
  change: (course: MixRoute) => void;
};

/** The faces that are walked between: each can be another one. */
export function MixedFaces({ model, course, change }: MixedFacesProps) {
  const mix = useTexts(mixTexts);
  const [choosing, setChoosing] = useState<number | null>(null);
  const { faces, shape } = course;
  const points = useMemo(() => faces.map((face) => latentFromFace(face, model)), [faces, model]);
  const put = (faces: readonly Face[]): void => change({ ...course, faces });
  return (
    <>
      <FaceRow tag={model.tag} latents={points} label={(i) => mix.change(i + 1)} onPick={setChoosing} />
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
        <FacePicker
          model={model}
          onClose={() => setChoosing(null)}
          onPick={(face) => put(faces.map((old, i) => (i === choosing ? face : old)))}
        />
      )}
    </>
  );
}
