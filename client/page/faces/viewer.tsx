import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import type { ViewName } from '../shell/route.ts';
import { createStore, useStore } from '../store.ts';
import { useTexts } from '../texts/index.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { Link } from '../ui/link.tsx';
import { paintCanvasGradually } from '../ui/paint-canvas.ts';
import { SharePanel } from '../ui/share-panel.tsx';
import { useFavourites } from './use-favourite-faces.ts';
import type { WallFace } from './wall-face.ts';
import { useWallState } from './wall-state.ts';

/** The edge of the face on screen, in pixels. */
const EDGE = 512;
/** A face that is opened is there at once, and sharp a moment later. */
const SOON_MS = 1;

const NO_PICTURE = createStore<ImageData | null>(null);

/** Where one can go with a face. */
const ONWARD: readonly ViewName[] = ['studio', 'mix', 'inside'];

/** One face, large, over the wall. */
export function Viewer() {
  const app = useAppContext();
  const gallery = useWallState();
  const { view, parts } = useStore(app.router.route);
  const opened = useStore(gallery.opened);
  const portrait = view === 'faces' ? opened : null;
  const fresh = useStore(gallery.faces);
  const kept = useFavourites();
  const all =
    parts[0] === 'favourites'
      ? kept
      : portrait === null || fresh.includes(portrait)
        ? fresh
        : [portrait, ...fresh];
  const picture = useStore(portrait?.picture ?? NO_PICTURE);
  const { viewer } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isOpen = portrait !== null;

  useLayoutEffect(() => {
    if (isOpen && !dialog.current?.open) {
      dialog.current?.showModal();
    } else if (!isOpen) {
      dialog.current?.close();
    }
  }, [isOpen]);

  // The wall behind keeps up, so that closing leaves one where one was last.
  useEffect(() => {
    if (portrait === null) {
      return;
    }
    return () => document.querySelector<HTMLElement>(`[data-code="${portrait.code}"]`)?.focus();
  }, [portrait]);

  useLayoutEffect(() => {
    if (canvas.current === null) {
      return;
    }
    if (picture !== null) {
      return paintCanvasGradually(canvas.current, picture, EDGE, SOON_MS);
    }
    canvas.current.width = 0;
  }, [picture]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) {
      return;
    }
    if (event.key === 'ArrowLeft') {
      gallery.openNeighbour(-1, all);
    }
    if (event.key === 'ArrowRight') {
      gallery.openNeighbour(1, all);
    }
  }

  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={viewer.label}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        gallery.close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) {
          gallery.close();
        }
      }}
    >
      {portrait !== null && (
        <div class="sheet">
          <button type="button" class="close" aria-label={viewer.close} onClick={gallery.close}>
            <span aria-hidden="true">×</span>
          </button>
          <div class={picture === null ? 'frame blank' : 'frame'}>
            <canvas ref={canvas} width={0} height={0} role="img" aria-label={viewer.portrait} />
          </div>
          <nav class="steps" aria-label={viewer.others}>
            <button
              type="button"
              class="button"
              disabled={portrait === all[0]}
              onClick={() => gallery.openNeighbour(-1, all)}
            >
              <span aria-hidden="true">←</span> {viewer.previous}
            </button>
            <button
              type="button"
              class="button"
              disabled={portrait === all.at(-1)}
              onClick={() => gallery.openNeighbour(1, all)}
            >
              {viewer.next} <span aria-hidden="true">→</span>
            </button>
          </nav>
          <Caption portrait={portrait} picture={picture} />
        </div>
      )}
    </dialog>
  );
}

type CaptionProps = { portrait: WallFace; picture: ImageData | null };

function Caption({ portrait: { face, code }, picture }: CaptionProps) {
  const { viewer, views } = useTexts();
  return (
    <div class="caption">
      <div class="name">
        <h2>{viewer.nobody}</h2>
        <FavouriteButton code={code} />
      </div>
      <p class="origin">
        {face.kind === 'latent' ? viewer.latent(face.z.length) : viewer.seed(face.seed, face.edits.length)}
      </p>
      <nav class="onward" aria-label={viewer.go}>
        {ONWARD.map((view) => (
          <Link key={view} class="button" to={{ view, code, parts: [] }}>
            {views[view]}
          </Link>
        ))}
      </nav>
      <SharePanel code={code} face={face} picture={picture} />
    </div>
  );
}
