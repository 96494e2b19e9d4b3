import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { encodePng } from '../../picture/png.ts';
import { linkTo } from './address.ts';
import { CopyLink } from './copy-link.tsx';
import type { Gallery, Portrait } from './gallery.ts';
import { enlarged, paint } from './paint.ts';
import { createStore, useStore } from './store.ts';

/** The edge of the face on screen and of the file to save, in pixels. */
const EDGE = 512;

const NO_PICTURE = createStore<ImageData | null>(null);

/** One face, large, over the wall. */
export function Viewer({ gallery }: { gallery: Gallery }) {
  const portrait = useStore(gallery.open);
  const portraits = useStore(gallery.portraits);
  const picture = useStore(portrait?.picture ?? NO_PICTURE);
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isOpen = portrait !== null;

  useLayoutEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    else if (!isOpen) dialog.current?.close();
  }, [isOpen]);

  // The wall behind keeps up, so that closing leaves one where one was last.
  useEffect(() => {
    if (portrait === null) return;
    return () => document.querySelector<HTMLElement>(`[data-code="${portrait.code}"]`)?.focus();
  }, [portrait]);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    if (picture !== null) paint(canvas.current, picture, EDGE);
    else canvas.current.width = 0;
  }, [picture]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'ArrowLeft') gallery.step(-1);
    if (event.key === 'ArrowRight') gallery.step(1);
  };

  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label="A face"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        gallery.close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) gallery.close();
      }}
    >
      {portrait !== null && (
        <div class="sheet">
          <button type="button" class="close" aria-label="Close" onClick={gallery.close}>
            <span aria-hidden="true">×</span>
          </button>
          <div class={picture === null ? 'frame blank' : 'frame'}>
            <canvas ref={canvas} width={0} height={0} role="img" aria-label="The face of nobody" />
          </div>
          <nav class="steps" aria-label="Other faces">
            <button
              type="button"
              class="button"
              disabled={portrait === portraits[0]}
              onClick={() => gallery.step(-1)}
            >
              <span aria-hidden="true">←</span> Previous
            </button>
            <button type="button" class="button" onClick={() => gallery.step(1)}>
              Next <span aria-hidden="true">→</span>
            </button>
          </nav>
          <Caption portrait={portrait} picture={picture} />
        </div>
      )}
    </dialog>
  );
}

function Caption({ portrait, picture }: { portrait: Portrait; picture: ImageData | null }) {
  return (
    <div class="caption">
      <h2>Nobody</h2>
      <p class="origin">{originOf(portrait)}</p>
      <CopyLink link={linkTo(portrait.code)}>
        <button
          type="button"
          class="button"
          disabled={picture === null}
          onClick={() => picture !== null && void save(picture, portrait.code)}
        >
          Save picture
        </button>
      </CopyLink>
    </div>
  );
}

/** What the face was made from, in a few words. */
function originOf({ face }: Portrait): string {
  if (face.kind === 'latent') return `From a latent vector of ${face.z.length} numbers`;
  const edits = face.edits.length;
  const edited = edits === 0 ? '' : edits === 1 ? ', edited once' : `, edited ${edits} times`;
  return `From the seed ${face.seed}${edited}`;
}

/** Saves the picture as a PNG file, enlarged as it is on screen. */
async function save(picture: ImageData, code: string): Promise<void> {
  const url = URL.createObjectURL(
    new Blob([await encodePng(enlarged(picture, EDGE))], { type: 'image/png' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `dareka-${code}.png`;
  link.click();
  URL.revokeObjectURL(url);
}
