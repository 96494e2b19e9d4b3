import { useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { chosenFiles, type GivenFile } from '../given-files/given-files.ts';
import { Camera } from './camera.tsx';
import { MAX_PICTURES } from './decode-messages.ts';
import { ownPictures } from './own-pictures.ts';
import { PictureNotes } from './picture-notes.tsx';
import { PictureStrip } from './picture-strip.tsx';
import { ownTexts } from './texts.ts';
import './own-pictures.css';

type OwnPanelProps = {
  /** The recipe of the training. */
  recipe: Recipe;
  resumes: boolean;
  /** Takes files that were chosen: pictures, most likely. */
  onFiles: (files: readonly GivenFile[]) => void;
};

/** Chooses the visitor's own pictures, and leaves some of them out. */
export function OwnPanel({ recipe, resumes, onFiles }: OwnPanelProps) {
  const texts = useTexts(ownTexts);
  const { pictures, leftOut, problems, wasEmpty, brokeOff, reading, keeps, keepProblem } = useStore(
    ownPictures.state,
  );
  const [hasCamera, setHasCamera] = useState(false);
  const canPutBack = Math.min(leftOut.at(-1)?.length ?? 0, MAX_PICTURES - pictures.length);

  return (
    <div class="own-panel">
      <p class="privacy">{texts.privacy}</p>
      {resumes && pictures.length === 0 && leftOut.length === 0 && reading === null && (
        <p role="status">{texts.chooseAgain}</p>
      )}
      <div class="row">
        <FilesButton label={texts.choose} onFiles={onFiles} />
        <FilesButton label={texts.folder} isFolder onFiles={onFiles} />
        <button
          type="button"
          class="button"
          aria-expanded={hasCamera}
          onClick={() => setHasCamera(!hasCamera)}
        >
          {texts.camera}
        </button>
      </div>
      <p class="aside">{texts.ways}</p>
      {hasCamera && (
        <Camera onPicture={(file) => ownPictures.add([file])} onClose={() => setHasCamera(false)} />
      )}
      {reading !== null && (
        <>
          <p role="status">{texts.reading(pictures.length)}</p>
          <div class="row reading">
            <progress value={reading} aria-label={texts.readingLabel} />
            <button type="button" class="button" onClick={ownPictures.stop}>
              {texts.stop}
            </button>
          </div>
        </>
      )}
      {wasEmpty && (
        <p class="notice" role="alert">
          {texts.nothing}
        </p>
      )}
      {brokeOff && (
        <p class="notice" role="alert">
          {texts.brokeOff}
        </p>
      )}
      {pictures.length > 0 && (
        <>
          <p>
            <strong>{texts.count(pictures.length)}</strong> {texts.stripNote}
          </p>
          <PictureStrip pictures={pictures} onLeaveOut={({ id }) => ownPictures.leaveOut([id])} />
        </>
      )}
      {canPutBack > 0 && (
        <div class="row">
          <button type="button" class="button" onClick={ownPictures.putBack}>
            {texts.putBack(canPutBack)}
          </button>
        </div>
      )}
      <PictureNotes
        pictures={pictures}
        problems={problems}
        recipe={recipe}
        onLeaveOut={(copies) => ownPictures.leaveOut(copies.map(({ id }) => id))}
      />
      {(pictures.length > 0 || keeps) && (
        <label class="keep">
          <input
            type="checkbox"
            checked={keeps}
            onChange={(event) => ownPictures.keep(event.currentTarget.checked)}
          />
          <span>{texts.keep}</span>
        </label>
      )}
      {keepProblem !== null && (
        <p class="notice" role="alert">
          {texts.keepProblems[keepProblem]}
        </p>
      )}
    </div>
  );
}

type FilesButtonProps = {
  label: string;
  isFolder?: boolean;
  onFiles: (files: readonly GivenFile[]) => void;
};

function FilesButton({ label, isFolder = false, onFiles }: FilesButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={isFolder ? undefined : 'image/*,.heic,.heif,.zip,application/zip'}
        // Preact's types lack this property.
        {...(isFolder && { webkitdirectory: true })}
        onChange={({ currentTarget }) => {
          const files = chosenFiles(currentTarget.files ?? []);
          // Else choosing the same files again would be no change.
          currentTarget.value = '';
          onFiles(files);
        }}
      />
    </>
  );
}
