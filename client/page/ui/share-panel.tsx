import { isLocalModel } from '@dareka/engine/local-models';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Face } from '../../../latent/face.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { downloadFile, pngFile } from '../download.ts';
import { faceUrl } from '../shell/route.ts';
import { useTexts } from '../texts/language.ts';
import { CopyButton } from './copy-button.tsx';
import { LinkField } from './link-field.tsx';
import { uiTexts } from './texts.ts';

/** The larger of the two files that a face is saved as, in multiples of what was drawn. */
const LARGE = 4;
/** What an embedded face is shown at, in pixels. */
const EMBED_EDGE = 256;

type SharePanelProps = { code: string; face: Face; picture: ImageData | null | undefined };

/** Everything of a face that can be taken away: its link, pictures, numbers, code, and a way into other pages. */
export function SharePanel({ code, face, picture }: SharePanelProps) {
  const app = useAppContext();
  const { share } = useTexts(uiTexts);
  const field = useRef<HTMLInputElement>(null);
  const own = useOwn(face.model);
  const link = faceUrl(code);
  const embed = `<img src="${link}.png?size=${EMBED_EDGE}" width="${EMBED_EDGE}" height="${EMBED_EDGE}" alt="${share.alt}">`;

  /** Shows the text, selected, for whoever has to copy it by hand. */
  function offer(text: string): void {
    if (field.current === null) {
      return;
    }
    field.current.value = text;
    field.current.select();
  }

  async function saveZ(): Promise<void> {
    const model = await app.loadModel(face.model);
    const about = { model: model.manifest.id, code, z: Array.from(latentFromFace(face, model)) };
    downloadFile(`dareka-${code}.json`, new Blob([JSON.stringify(about)], { type: 'application/json' }));
  }

  const files = (
    <>
      {[1, LARGE].map((factor) => (
        <button
          key={factor}
          type="button"
          class="button"
          disabled={!picture}
          onClick={async () => picture && downloadFile(`dareka-${code}.png`, await pngFile(picture, factor))}
        >
          {share.picture((picture?.width ?? 0) * factor)}
        </button>
      ))}
      <button type="button" class="button" onClick={() => void saveZ()}>
        {share.z}
      </button>
    </>
  );
  if (own) {
    return (
      <div class="share">
        <p class="aside">{share.own}</p>
        {files}
      </div>
    );
  }
  return (
    <div class="share">
      <LinkField field={field} link={link} label={share.link} />
      <CopyButton strong text={link} label={share.copyLink} onRefused={() => offer(link)} />
      {files}
      <CopyButton text={code} label={share.code} onRefused={() => offer(code)} />
      <CopyButton text={embed} label={share.embed} onRefused={() => offer(embed)} />
    </div>
  );
}

/** Whether the model of that tag was made on this device, so that its links open nowhere else. */
function useOwn(tag: string): boolean {
  const app = useAppContext();
  const [own, setOwn] = useState(false);
  useEffect(() => {
    let wanted = true;
    // What fails here has failed for the face, and the status says so.
    app.loadModel(tag).then(
      ({ manifest }) => wanted && setOwn(isLocalModel(manifest)),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [app, tag]);
  return own;
}
