import { toFailure } from '@dareka/engine';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { type AddedFavourites, addFavourites } from '../saved-files/favourites-file.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { uiTexts } from '../ui/texts.ts';
import { canEncodeWebp, type SaveFormat, saveFaces } from './save-faces.ts';
import { facesTexts } from './texts.ts';
import type { WallFace } from './wall-face.ts';
import { useWallState } from './wall-state.ts';
import './selection-bar.css';

/** What can be done with the selected faces, at the lower edge of the window. @param all the faces that can be selected */
export function SelectionBar({ all }: { all: readonly WallFace[] }) {
  const { selected } = useWallState();
  const faces = useStore(selected);
  return faces === null ? null : <Bar all={all} faces={faces} />;
}

function Bar({ all, faces }: { all: readonly WallFace[]; faces: readonly WallFace[] }) {
  const app = useAppContext();
  const { selected } = useWallState();
  const { selection: texts } = useTexts(facesTexts);
  const { face } = useTexts(uiTexts);
  const { addedFavourites } = useTexts(pictureTexts);
  /** How many of the faces that are being saved are encoded; null while none are. */
  const [saving, setSaving] = useState<{ done: number; count: number } | null>(null);
  const [leftOut, setLeftOut] = useState<readonly WallFace[]>([]);
  const formats: readonly SaveFormat[] = canEncodeWebp() ? ['png', 'webp', 'sheet'] : ['png', 'sheet'];
  const [kept, setKept] = useState<AddedFavourites | null>(null);
  // The messages about a selection do not concern the next one.
  useLayoutEffect(() => {
    setLeftOut([]);
    setKept(null);
  }, [faces]);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  /** A disabled button loses the focus: hence aria-disabled while faces are saved. */
  async function save(format: SaveFormat): Promise<void> {
    const { signal } = unmounted.current;
    const count = faces.length;
    setSaving({ done: 0, count });
    setLeftOut([]);
    try {
      // Said in any case: the file lacks them, whatever is selected by now.
      setLeftOut(await saveFaces(faces, format, app, signal, (done) => setSaving({ done, count })));
    } catch (error) {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
    setSaving(null);
  }

  function keep(): void {
    const codes = faces.map(({ code }) => code);
    setKept(addFavourites({ codes, damaged: 0 }, app.favourites));
  }

  let status = texts.count(faces.length);
  if (saving !== null) {
    status = texts.saving(saving.done, saving.count);
  } else if (kept !== null) {
    status = addedFavourites(kept);
  }
  const isEmpty = faces.length === 0;
  const isBusy = saving !== null;
  return (
    <section class="selection-bar" aria-label={texts.label}>
      <p role="status">{status}</p>
      {leftOut.length > 0 && (
        <p class="left-out" role="alert">
          {texts.leftOut(leftOut.map((each) => face(all.indexOf(each) + 1)))}
        </p>
      )}
      <button
        type="button"
        class="button choose-all"
        onClick={() => selected.set(faces.length < all.length ? all : [])}
      >
        {faces.length < all.length ? texts.all : texts.none}
      </button>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          class="button"
          disabled={isEmpty}
          aria-disabled={isBusy}
          onClick={() => isBusy || void save(format)}
        >
          {texts.formats[format]}
        </button>
      ))}
      <button type="button" class="button" disabled={isEmpty} onClick={() => print()}>
        {texts.print}
      </button>
      <button type="button" class="button" disabled={isEmpty} onClick={keep}>
        {texts.keep}
      </button>
      <button type="button" class="button primary" onClick={() => selected.set(null)}>
        {texts.finish}
      </button>
    </section>
  );
}
