import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

/** Takes back the last change within a view; renders nothing while there is none. @param label by default “Undo” */
export function UndoButton({ label }: { label?: string }) {
  const { router } = useAppContext();
  // The history's current entry changes with the route.
  useStore(router.route);
  const { undo } = useTexts(uiTexts);
  if (!router.canUndo()) {
    return null;
  }
  return (
    <button type="button" class="button" onClick={router.undo}>
      {label ?? undo}
    </button>
  );
}
