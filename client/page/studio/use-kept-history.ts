import { useEffect, useMemo, useRef } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import type { Face } from '../../../latent/face.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import { type EditedFace, editFace, isSameFace } from './edited-face.ts';
import { keepHistory, readHistory } from './kept-histories.ts';
import { type UndoHistory, useUndoHistory } from './undo-history.ts';

/** The history of a face that is opened in the studio. A stored history comes back, with the sliders where they were. */
export function useKeptHistory(face: Face, model: PageModel): UndoHistory<EditedFace> {
  const id = useRef(0);
  const first = useMemo(() => editFace(face, model), []);
  const history = useUndoHistory<EditedFace>(first, isSameFace, (entries) => {
    id.current ||= randomSeed();
    void keepHistory(id.current, entries, model);
  });
  useEffect(() => {
    let isCurrent = true;
    void readHistory(encodeFace(face), model).then((kept) => {
      if (isCurrent && kept !== null && id.current === 0) {
        id.current = kept.id;
        history.restore(kept);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return history;
}
