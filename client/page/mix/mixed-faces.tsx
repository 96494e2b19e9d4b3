import { useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { useTexts } from '../texts/language.ts';
import { FacePicker } from '../ui/face-picker.tsx';
import { FaceRow } from '../ui/face-row.tsx';
import { UndoButton } from '../ui/undo-button.tsx';
import { MAX_FACES, MIN_FACES, type Mix } from './mix-route.ts';
import { mixTexts } from './texts.ts';

type MixedFacesProps = {
  model: PageModel;
  mix: Mix;
  onChange: (mix: Mix) => void;
};

/** The faces of the mix. Each can be replaced, and along a line they can be more or fewer. */
export function MixedFaces({ model, mix, onChange }: MixedFacesProps) {
  const texts = useTexts(mixTexts);
  const [choosing, setChoosing] = useState<number | null>(null);
  const { faces, shape } = mix;
  const setFaces = (faces: readonly Face[]): void => onChange({ ...mix, faces });
  return (
    <>
      <FaceRow
        model={model}
        choices={faces.map((face, i) => ({
          face,
          label: texts.changeFace(i + 1),
          onPick: () => setChoosing(i),
        }))}
      />
      <div class="row">
        <button type="button" class="button" onClick={() => setFaces(faces.map(() => randomFace(model.tag)))}>
          {texts.shuffle}
        </button>
        {shape !== 'square' && faces.length < MAX_FACES && (
          <button type="button" class="button" onClick={() => setFaces([...faces, randomFace(model.tag)])}>
            {texts.addFace}
          </button>
        )}
        {shape !== 'square' && faces.length > MIN_FACES && (
          <button type="button" class="button" onClick={() => setFaces(faces.slice(0, -1))}>
            {texts.removeFace(faces.length)}
          </button>
        )}
        <UndoButton />
      </div>
      {choosing !== null && (
        <FacePicker
          model={model}
          onClose={() => setChoosing(null)}
          onPick={(face) => setFaces(faces.map((old, i) => (i === choosing ? face : old)))}
        />
      )}
    </>
  );
}
