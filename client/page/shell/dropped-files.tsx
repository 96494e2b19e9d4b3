import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { openFile } from '../saved-files/open-file.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { pictureTexts } from '../texts/pictures.ts';

/** Opens a saved picture, z or file of favourites that is dropped or pasted anywhere on the page, and says what came of it, or of a chosen file. */
export function DroppedFiles() {
  const app = useAppContext();
  const texts = useTexts(pictureTexts);
  const problem = useStore(app.pictureProblem);
  const added = useStore(app.addedFavourites);
  const isOver = useGivenFile((file) => void openFile(file, app));
  const route = useStore(app.router.route);
  // The message about a file does not concern the face or the view that is opened next.
  useLayoutEffect(
    () => () => {
      app.pictureProblem.set(null);
      app.addedFavourites.set(null);
    },
    [app, route],
  );
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => notice.current?.scrollIntoView({ block: 'nearest' }), [problem, added]);
  return (
    <>
      {problem !== null && (
        <p ref={notice} class="notice" role="alert">
          {texts[problem]}
        </p>
      )}
      {added !== null && (
        <p ref={notice} class="notice" role={added.damaged > 0 ? 'alert' : 'status'}>
          {texts.addedFavourites(added)}
        </p>
      )}
      {isOver && <p class="drop-target">{texts.drop}</p>}
    </>
  );
}

/** @returns whether a file is being dragged over the page */
function useGivenFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  // At once: a file may be dropped as soon as the page can be seen.
  useLayoutEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    function holdsFiles({ dataTransfer }: DragEvent): boolean {
      return dataTransfer?.types.includes('Files') ?? false;
    }
    addEventListener(
      'dragover',
      (event) => {
        if (holdsFiles(event)) {
          // Without this the browser would show the file in place of the page.
          event.preventDefault();
          setOver(true);
        }
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      ({ relatedTarget }) => {
        if (relatedTarget === null) {
          setOver(false);
        }
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) {
          event.preventDefault();
          onFile(file);
        }
      },
      { signal },
    );
    addEventListener(
      'paste',
      (event) => {
        const file = event.clipboardData?.files[0];
        if (file !== undefined) {
          event.preventDefault();
          onFile(file);
        }
      },
      { signal },
    );
    return () => listeners.abort();
  }, []);
  return isOver;
}
