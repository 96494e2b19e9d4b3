import { isLocalModel } from '@dareka/engine/local-models';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { downloadFile, downloadPicture, pngFile } from '../download.ts';
import { faceUrl } from '../shell/route.ts';
import { useTexts } from '../texts/language.ts';
import { CopyButton } from './copy-button.tsx';
import { LinkField } from './link-field.tsx';
import { uiTexts } from './texts.ts';

/** A face is saved as it was drawn, or enlarged by this factor. */
const LARGE = 4;
/** The edge of an embedded face, in CSS pixels. */
const EMBED_EDGE = 256;

type SharePanelProps = { code: string; face: Face; picture: ImageData | null | undefined };

/** What can be shared or saved of a face: its link, its picture, its z, its code, and HTML that embeds it. */
export function SharePanel({ code, face, picture }: SharePanelProps) {
  const app = useAppContext();
  const { share } = useTexts(uiTexts);
  const field = useRef<HTMLInputElement>(null);
  const isLocal = useIsLocalModel(face.model);
  const link = faceUrl(code);
  const embed = `<img src="${link}.png?size=${EMBED_EDGE}" width="${EMBED_EDGE}" height="${EMBED_EDGE}" alt="${share.alt}">`;

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

  async function savePicture(shown: ImageData, factor: number): Promise<void> {
    const { manifest } = await app.loadModel(face.model);
    downloadPicture(`dareka-${code}.png`, pngFile(shown, factor), { code, model: manifest.id });
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
          {share.picture((picture?.width ?? 0) * factor)}
        </button>
      ))}
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
      {files}
      <CopyButton text={code} label={share.code} onRefused={() => select(code)} />
      <CopyButton text={embed} label={share.embed} onRefused={() => select(embed)} />
    </div>
  );
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
