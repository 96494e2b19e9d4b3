import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Face, resolve, seedFace } from '../../../latent/face.ts';
import { useFavourites } from '../faces/use-favourite-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useTexts } from '../texts/index.ts';
import { FaceRow } from './face-row.tsx';

const FRESH = 12;

type FacePickerProps = {
  model: LoadedModel;
  /** The sheet closes by itself then. */
  onPick: (face: Face) => void;
  onClose: () => void;
};

/** A sheet to choose a face from: favourites of this model, and fresh ones. */
export function FacePicker({ model, onPick, onClose }: FacePickerProps) {
  const { picker, viewer } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [round, setRound] = useState(0);
  const favourites = useFavourites();
  const kept = useMemo(
    () => favourites.map(({ face }) => face).filter((face) => face.model === model.tag),
    [favourites, model],
  );
  const fresh = useMemo(
    () => Array.from({ length: FRESH }, () => seedFace(model.tag, randomSeed())),
    [round, model],
  );

  const close = (): void => dialog.current?.close();
  function pick(face: Face): void {
    onPick(face);
    close();
  }
  useLayoutEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} class="picker" aria-label={picker.title} onClose={onClose}>
      <div class="head">
        <h2>{picker.title}</h2>
        <button type="button" class="close" aria-label={viewer.close} onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <Choices model={model} title={picker.kept} faces={kept} onPick={pick} />
      <Choices model={model} title={picker.fresh} faces={fresh} onPick={pick} />
      <button type="button" class="button" onClick={() => setRound(round + 1)}>
        {picker.more}
      </button>
    </dialog>
  );
}

type ChoicesProps = {
  model: LoadedModel;
  title: string;
  faces: readonly Face[];
  onPick: (face: Face) => void;
};

function Choices({ model, title, faces, onPick }: ChoicesProps) {
  const { faces: words } = useTexts();
  const latents = useMemo(() => faces.map((face) => resolve(face, model)), [faces, model]);
  if (faces.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{title}</h3>
      <FaceRow
        tag={model.tag}
        latents={latents}
        label={(i) => `${title}, ${words.face(i + 1)}`}
        onPick={(i) => {
          const face = faces[i];
          if (face !== undefined) {
            onPick(face);
          }
        }}
      />
    </section>
  );
}
