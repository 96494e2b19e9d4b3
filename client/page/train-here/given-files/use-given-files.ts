import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type GivenFile, transferredFiles } from './given-files.ts';

/**
 * Receives all files that are dropped or pasted anywhere on the page while this view is open.
 *
 * @param onFiles null leaves them to the page
 * @returns whether files are being dragged over the page
 */
export function useGivenFiles(onFiles: ((files: readonly GivenFile[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  // In a layout effect, since a file may be dropped as soon as the view can be seen.
  useLayoutEffect(() => {
    const listeners = new AbortController();
    // Captured, so that the page's own listeners (`shell/dropped-files.tsx`) do not hear of them.
    const options = { signal: listeners.signal, capture: true };
    /** @returns whether there are files in it */
    function claim(event: Event, transfer: DataTransfer | null): transfer is DataTransfer {
      const holdsFiles = latest.current !== null && (transfer?.types.includes('Files') ?? false);
      if (holdsFiles) {
        event.preventDefault();
        event.stopPropagation();
      }
      return holdsFiles;
    }
    function take(event: Event, transfer: DataTransfer | null): void {
      setOver(false);
      if (claim(event, transfer)) {
        void transferredFiles(transfer).then((files) => latest.current?.(files));
      }
    }
    addEventListener('dragover', (event) => setOver(claim(event, event.dataTransfer)), options);
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && setOver(false), options);
    addEventListener('drop', (event) => take(event, event.dataTransfer), options);
    addEventListener('paste', (event) => take(event, event.clipboardData), options);
    return () => listeners.abort();
  }, []);
  return isOver;
}
