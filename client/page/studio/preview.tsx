import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SharePanel } from '../ui/share-panel.tsx';
import { type EditedFace, latentOf } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

type PreviewProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  face: Face;
  code: string;
  picture: ImageData | undefined;
  children: ComponentChildren;
};

/** The face as it is and as it was, undo and redo, and what it can be shared and saved as. */
export function Preview({ model, history, face, code, picture, children }: PreviewProps) {
  const texts = useTexts(studioTexts);
  /** What the face is compared with, and reset to. */
  const [original, setOriginal] = useState(history.present);
  const [comparing, setComparing] = useState(false);
  const originalZ = useMemo(() => latentOf(original, model), [original, model]);
  const [originalPicture] = useDrawnFaces(model.tag, [originalZ]);
  return (
    <div class="preview">
      <div class="preview-picture">
        <PictureCanvas
          picture={comparing ? originalPicture : picture}
          label={comparing ? texts.original : texts.picture}
        />
        <FavouriteButton code={code} />
      </div>
      {/* A disabled button that has the focus would swallow the keys for undo and redo: hence aria-disabled. */}
      <div class="row">
        <button type="button" class="button" aria-disabled={!history.canUndo} onClick={history.undo}>
          <span aria-hidden="true">↶</span> {texts.undo}
        </button>
        <button type="button" class="button" aria-disabled={!history.canRedo} onClick={history.redo}>
          <span aria-hidden="true">↷</span> {texts.redo}
        </button>
        <button
          type="button"
          class="button toggle"
          aria-pressed={comparing}
          title={texts.originalNote}
          onClick={() => setComparing(!comparing)}
        >
          {texts.original}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={history.present === original}
          onClick={() => history.commit(original)}
        >
          {texts.startOver}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={history.present === original}
          title={texts.setOriginalNote}
          onClick={() => setOriginal(history.present)}
        >
          {texts.setOriginal}
        </button>
        {children}
      </div>
      <SharePanel code={code} face={face} picture={picture} />
    </div>
  );
}
