import { useEffect, useRef, useState } from 'preact/hooks';

/** What can be brought back, by its name; other files are for other parts of the page. */
const NAME = /\.(?:zip|safetensors|pth?|ckpt)$/i;

/**
 * Takes a file to bring back that is dropped anywhere on the page.
 *
 * @returns whether a file that may be one is being dragged over the page
 */
export function useBroughtFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const listeners = new AbortController();
    // Before the listeners of the page (`shell/dropped-files.tsx`), which then hear nothing of it.
    const options = { signal: listeners.signal, capture: true };
    addEventListener(
      'dragover',
      (event) => {
        const types = [...(event.dataTransfer?.items ?? [])].map(({ type }) => type);
        const isOurs = types.length > 0 && !types.some((type) => type.startsWith('image/'));
        setOver(isOurs);
        if (isOurs) {
          event.preventDefault();
          event.stopPropagation();
        }
      },
      options,
    );
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && setOver(false), options);
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file !== undefined && NAME.test(file.name)) {
          event.preventDefault();
          event.stopPropagation();
          latest.current(file);
        }
      },
      options,
    );
    return () => listeners.abort();
  }, []);
  return isOver;
}
