import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SharePanel } from '../ui/share-panel.tsx';
import { type EditedFace, latentOf } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

/** The edge of the face that is worked on, in pixels. */
const EDGE = 512;

type PreviewProps = {
  model: LoadedModel;
  timeline: UndoHistory<EditedFace>;
  face: Face;
  code: string;
  picture: ImageData | undefined;
  children: ComponentChildren;
};

/** The face as it is now and as it was, the way back and forth, and what can be taken away. */
export function Preview({ model, timeline, face, code, picture, children }: PreviewProps) {
  const studio = useTexts(studioTexts);
  const [first, setFirst] = useState(timeline.present);
  const [comparing, setComparing] = useState(false);
  const [before] = useDrawnFaces(
    model.tag,
    useMemo(() => [latentOf(first, model)], [first]),
  );
  return (
    <div class="preview">
      <div class="preview-picture">
        <PictureCanvas
          picture={comparing ? before : picture}
          edge={EDGE}
          label={comparing ? studio.before : studio.picture}
        />
        <FavouriteButton code={code} />
      </div>
      {/* A button that were disabled while it has the focus would swallow the keys that undo and redo. */}
      <div class="row">
        <button type="button" class="button" aria-disabled={!timeline.canUndo} onClick={timeline.undo}>
          <span aria-hidden="true">↶</span> {studio.undo}
        </button>
        <button type="button" class="button" aria-disabled={!timeline.canRedo} onClick={timeline.redo}>
          <span aria-hidden="true">↷</span> {studio.redo}
        </button>
        <button
          type="button"
          class="button toggle"
          aria-pressed={comparing}
          title={studio.compare}
          onClick={() => setComparing(!comparing)}
        >
          {studio.before}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={timeline.present === first}
          onClick={() => timeline.commit(first)}
        >
          {studio.start}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={timeline.present === first}
          title={studio.markNote}
          onClick={() => setFirst(timeline.present)}
        >
          {studio.mark}
        </button>
        {children}
      </div>
      <SharePanel code={code} face={face} picture={picture} />
    </div>
  );
}
