import { isLocalModel } from '@dareka/engine/local-models';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { markPicture } from '../../../picture/mark.ts';
import { htmlAttribute } from '../../html-attribute.ts';
import { useAppContext } from '../app-context.ts';
import { usePictureWords } from '../hooks/use-picture-words.ts';
import { downloadFile, pngFile } from '../saved-files/download.ts';
import { faceUrl } from '../shell/route.ts';
import { useTexts } from '../texts/language.ts';
import { CopyButton } from './copy-button.tsx';
import { LinkField } from './link-field.tsx';
import { uiTexts } from './texts.ts';

/** A face is saved as it was drawn, or enlarged by this factor. */
const LARGE = 4;
/** The edge of an embedded face, in CSS pixels. */
const EMBED_EDGE = 256;

type SharePanelProps = {
  code: string;
  face: Face;
  /** The picture of the face; until it is drawn, the buttons that need it are disabled. */
  picture: ImageData | null | undefined;
  /** The resolution of the face's model, in pixels. */
  resolution: number;
};

/** What can be shared or saved of a face: its link, its picture, its z, its code, and HTML that embeds it. */
export function SharePanel({ code, face, picture, resolution }: SharePanelProps) {
  const app = useAppContext();
  const { share } = useTexts(uiTexts);
  const field = useRef<HTMLInputElement>(null);
  const isLocal = useIsLocalModel(face.model);
  const link = faceUrl(code);
  const words = usePictureWords(code);
  const embed = `<img src="${link}.png?size=${EMBED_EDGE}" width="${EMBED_EDGE}" height="${EMBED_EDGE}" ${htmlAttribute('alt', words?.alt ?? '')}>`;

  /** Selects the text in the field, to be copied by hand. */
  function select(text: string): void {
    if (field.current === null) {
      return;
    }
    field.current.value = text;
    field.current.select();
  }

  async function saveZ(): Promise<void> {
    const model = await app.loadModel(face.model);
    const content = { model: model.manifest.id, code, z: Array.from(latentFromFace(face, model)) };
    downloadFile(`dareka-${code}.json`, new Blob([JSON.stringify(content)], { type: 'application/json' }));
  }

  async function pictureFile(shown: ImageData, factor: number): Promise<File> {
    const { manifest } = await app.loadModel(face.model);
    const png = markPicture(pngFile(shown, factor), { code, model: manifest.id });
    return new File([png], `dareka-${code}-${shown.width * factor}.png`, { type: 'image/png' });
  }

  async function savePicture(shown: ImageData, factor: number): Promise<void> {
    const file = await pictureFile(shown, factor);
    downloadFile(file.name, file);
  }

  /** Opens the share sheet of the system, with the link and the picture. */
  async function passOn(shown: ImageData): Promise<void> {
    const file = await pictureFile(shown, LARGE);
    try {
      await navigator.share({ url: link, files: [file] });
    } catch (error) {
      // The visitor closed the sheet, or the system cannot show it just now.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        select(link);
      }
    }
  }

  const files = (
    <>
      {[1, LARGE].map((factor) => (
        <button
          key={factor}
          type="button"
          class="button"
          disabled={!picture}
          onClick={() => picture && void savePicture(picture, factor)}
        >
          {share.picture(resolution * factor)}
        </button>
      ))}
      {canCopyPictures() && (
        <CopyButton
          text={code}
          label={share.copyPicture}
          disabled={!picture}
          write={async () => {
            if (picture) {
              // Safari allows a promise only inside of the item.
              const item = new ClipboardItem({ 'image/png': pictureFile(picture, LARGE) });
              await navigator.clipboard.write([item]);
            }
          }}
          onRefused={() => picture && void savePicture(picture, LARGE)}
        />
      )}
      <button type="button" class="button" onClick={() => void saveZ()}>
        {share.z}
      </button>
    </>
  );
  if (isLocal) {
    return (
      <div class="share">
        <p class="aside">{share.localModel}</p>
        {files}
      </div>
    );
  }
  return (
    <div class="share">
      <LinkField field={field} link={link} label={share.link} />
      <CopyButton primary text={link} label={share.copyLink} onRefused={() => select(link)} />
      {canShareFiles() && (
        <button
          type="button"
          class="button"
          disabled={!picture}
          onClick={() => picture && void passOn(picture)}
        >
          {share.system}
        </button>
      )}
      {files}
      <CopyButton text={code} label={share.code} onRefused={() => select(code)} />
      <CopyButton
        text={embed}
        label={share.embed}
        disabled={words === null}
        onRefused={() => select(embed)}
      />
    </div>
  );
}

/** Absent in some browsers, whatever the DOM's types say. */
function canCopyPictures(): boolean {
  return 'ClipboardItem' in window && navigator.clipboard !== undefined;
}

let sharesFiles: boolean | undefined;

/** Asked once: making a file takes a browser 10 ms. */
function canShareFiles(): boolean {
  sharesFiles ??=
    navigator.canShare?.({ files: [new File([], 'dareka.png', { type: 'image/png' })] }) ?? false;
  return sharesFiles;
}

/** Whether the model was trained on this device, so that links to its faces open nowhere else. */
function useIsLocalModel(tag: string): boolean {
  const app = useAppContext();
  const [isLocal, setLocal] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    // A failure is reported where the face is drawn.
    app.loadModel(tag).then(
      ({ manifest }) => isCurrent && setLocal(isLocalModel(manifest)),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [app, tag]);
  return isLocal;
}
