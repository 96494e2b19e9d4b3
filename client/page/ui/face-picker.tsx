import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { useFavouriteFaces } from '../hooks/use-favourite-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from './face-row.tsx';
import { uiTexts } from './texts.ts';

const RANDOM_FACES = 12;

type FacePickerProps = {
  model: PageModel;
  /** The dialog then closes by itself. */
  onPick: (face: Face) => void;
  onClose: () => void;
};

/** A dialog to choose a face from: favourites of this model, and faces of random seeds. */
export function FacePicker({ model, onPick, onClose }: FacePickerProps) {
  const { picker, close: closeLabel } = useTexts(uiTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const [round, setRound] = useState(0);
  const favourites = useFavouriteFaces(model.tag);
  const random = useMemo(
    () => Array.from({ length: RANDOM_FACES }, () => randomFace(model.tag)),
    [round, model],
  );

  const close = (): void => dialog.current?.close();
  function pick(face: Face): void {
    onPick(face);
    close();
  }
  useLayoutEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} class="face-picker" aria-label={picker.title} onClose={onClose}>
      <div>
        <h2>{picker.title}</h2>
        <button type="button" class="close-button" aria-label={closeLabel} onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <Choices model={model} title={picker.favourites} faces={favourites} onPick={pick} />
      <Choices model={model} title={picker.random} faces={random} onPick={pick} />
      <button type="button" class="button" onClick={() => setRound(round + 1)}>
        {picker.more}
      </button>
    </dialog>
  );
}

type ChoicesProps = {
  model: PageModel;
  title: string;
  faces: readonly Face[];
  onPick: (face: Face) => void;
};

function Choices({ model, title, faces, onPick }: ChoicesProps) {
  const texts = useTexts(uiTexts);
  if (faces.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{title}</h3>
      <FaceRow
        model={model}
        choices={faces.map((face, i) => ({
          face,
          label: `${title}, ${texts.face(i + 1)}`,
          onPick: () => onPick(face),
        }))}
      />
    </section>
  );
}
