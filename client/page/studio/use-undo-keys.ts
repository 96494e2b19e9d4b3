import { useEffect } from 'preact/hooks';
import type { UndoHistory } from './undo-history.ts';

/** Undo by Ctrl+Z or ⌘Z, redo with Shift or by Ctrl+Y, wherever the focus is: the view has no text that can be changed. */
export function useUndoKeys<T>({ undo, redo }: UndoHistory<T>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) {
        return;
      }
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) {
        undo();
      } else if (key === 'y' || (key === 'z' && event.shiftKey)) {
        redo();
      } else {
        return;
      }
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
