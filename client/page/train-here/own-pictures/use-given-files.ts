import { useEffect, useState } from 'preact/hooks';
import type { GivenFile } from './decode-messages.ts';
import { transferredFiles } from './given-files.ts';

/** What is a training or a model by its name, as it is taken home: the panel that brings one back takes it. */
const TRAINING = /-(?:run|model)\.zip$|\.(?:safetensors|pth?|ckpt)$/i;

/**
 * Takes all files that are dropped or pasted anywhere on the page, which else would open them as faces.
 *
 * @returns whether files are being dragged over the page
 */
export function useGivenFiles(onFiles: (files: readonly GivenFile[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listeners = new AbortController();
    // Before the listeners of the page (`shell/dropped-files.tsx`) and of `bring-back/`, which then hear nothing.
    const options = { signal: listeners.signal, capture: true };
    function take(event: Event, transfer: DataTransfer | null): void {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (transfer !== null) {
        void transferredFiles(transfer).then(onFiles);
      }
    }
    function holdsFiles(transfer: DataTransfer | null): boolean {
      return transfer?.types.includes('Files') ?? false;
    }
    addEventListener(
      'dragover',
      (event) => {
        if (holdsFiles(event.dataTransfer)) {
          take(event, null);
          setOver(true);
        }
      },
      options,
    );
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && setOver(false), options);
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        const [first, ...others] = event.dataTransfer?.files ?? [];
        const isTraining = first !== undefined && others.length === 0 && TRAINING.test(first.name);
        if (holdsFiles(event.dataTransfer) && !isTraining) {
          take(event, event.dataTransfer);
        }
      },
      options,
    );
    addEventListener(
      'paste',
      (event) => {
        if (holdsFiles(event.clipboardData)) {
          take(event, event.clipboardData);
        }
      },
      options,
    );
    return () => listeners.abort();
  }, [onFiles]);
  return isOver;
}
