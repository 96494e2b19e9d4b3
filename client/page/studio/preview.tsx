import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import type { Model } from '../model.ts';
import { Heart } from '../parts/heart.tsx';
import { Picture } from '../parts/picture.tsx';
import { Share } from '../parts/share.tsx';
import { useDrawn } from '../parts/use-drawn.ts';
import { useTexts } from '../texts/index.ts';
import { type EditedFace, latentOf } from './edited-face.ts';
import type { UndoHistory } from './undo-history.ts';

/** The edge of the face that is worked on, in pixels. */
const EDGE = 512;

type PreviewProps = {
  model: Model;
  timeline: UndoHistory<EditedFace>;
  face: Face;
  code: string;
  picture: ImageData | undefined;
  children: ComponentChildren;
};

/** The face as it is now and as it was, the way back and forth, and what can be taken away. */
export function Preview({ model, timeline, face, code, picture, children }: PreviewProps) {
  const { studio } = useTexts();
  const [first, setFirst] = useState(timeline.present);
  const [comparing, setComparing] = useState(false);
  const [before] = useDrawn(
    model.tag,
    useMemo(() => [latentOf(first, model)], [first]),
  );
  return (
    <div class="easel">
      <div class="faces">
        <Picture
          picture={comparing ? before : picture}
          edge={EDGE}
          label={comparing ? studio.before : studio.picture}
        />
        <Heart code={code} />
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
      <Share code={code} face={face} picture={picture} />
    </div>
  );
}
