import { useMemo, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Opinion } from '../ui/opinion.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SharePanel } from '../ui/share-panel.tsx';
import { type EditedFace, isSameFace, latentOf, originalOf, withOriginal } from './edited-face.ts';
import { studioTexts } from './texts.ts';
import type { UndoHistory } from './undo-history.ts';

type PreviewProps = {
  model: PageModel;
  history: UndoHistory<EditedFace>;
  face: Face;
  code: string;
  picture: ImageData | undefined;
  onNewFace: () => void;
};

/** The face as it is and as it was, undo and redo, and what it can be shared and saved as. */
export function Preview({ model, history, face, code, picture, onNewFace }: PreviewProps) {
  const texts = useTexts(studioTexts);
  const [comparing, setComparing] = useState(false);
  const { present } = history;
  const original = originalOf(present);
  const originalZ = useMemo(() => latentOf(original, model), [original.base, original.amounts, model]);
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
      <div class="row tools">
        <IconButton icon="undo" label={texts.undo} disabled={!history.canUndo} onPress={history.undo} />
        <IconButton icon="redo" label={texts.redo} disabled={!history.canRedo} onPress={history.redo} />
        <IconButton
          icon="reset"
          label={texts.startOver}
          disabled={isSameFace(present, withOriginal(present))}
          onPress={() => history.commit(withOriginal(present))}
        />
        <button
          type="button"
          class="button toggle"
          aria-pressed={comparing}
          title={texts.originalNote}
          onClick={() => setComparing(!comparing)}
        >
          <Icon name="compare" /> {texts.original}
        </button>
        <button type="button" class="button" onClick={onNewFace}>
          <Icon name="dice" /> {texts.newFace}
        </button>
      </div>
      <Opinion face={face} manifest={model.manifest} picture={picture} />
      <SharePanel code={code} face={face} picture={picture} resolution={model.manifest.resolution} />
    </div>
  );
}

type IconButtonProps = {
  icon: 'undo' | 'redo' | 'reset';
  label: string;
  disabled: boolean;
  onPress: () => void;
};

function IconButton({ icon, label, disabled, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button icon-button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
