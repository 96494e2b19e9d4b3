import { useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { downloadFile } from '../saved-files/download.ts';
import {
  addFavourites,
  FAVOURITES_FILE,
  readFavourites,
  writeFavourites,
} from '../saved-files/favourites-file.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { uiTexts } from '../ui/texts.ts';
import { facesTexts } from './texts.ts';

/** Saves the favourites as a file, adds those of such a file, and brings back the one that was removed last. */
export function FavouritesFileButtons() {
  const { favourites } = useAppContext();
  const { favouritesFile: texts } = useTexts(facesTexts);
  const { addedFavourites } = useTexts(pictureTexts);
  const { undo } = useTexts(uiTexts);
  const codes = useStore(favourites.codes);
  const removed = useStore(favourites.removed);
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ text: string; isProblem: boolean } | null>(null);

  async function add(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? [];
    if (file === undefined) {
      return;
    }
    const read = readFavourites(await file.text().catch(() => ''));
    // So that choosing the same file again is a change, too.
    field.value = '';
    if (read === null) {
      setSaid({ text: texts.noFavourites, isProblem: true });
      return;
    }
    const text = addedFavourites(addFavourites(read, favourites));
    setSaid({ text, isProblem: read.damaged > 0 });
  }

  return (
    <>
      {codes.length > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => downloadFile(FAVOURITES_FILE, writeFavourites(codes))}
        >
          {texts.save}
        </button>
      )}
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {texts.add}
      </button>
      {removed !== null && (
        <button type="button" class="button" onClick={favourites.bringBack}>
          {undo}
        </button>
      )}
      <input
        ref={input}
        class="favourites-file"
        type="file"
        hidden
        accept="application/json"
        onChange={(event) => void add(event.currentTarget)}
      />
      {said !== null && (
        <p class="bar-message" role={said.isProblem ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
    </>
  );
}
