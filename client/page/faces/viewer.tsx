import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useModelOnScreen } from '../hooks/use-model-on-screen.ts';
import { createStore, useStore } from '../store.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { FavouritesProblem } from '../ui/favourites-problem.tsx';
import { Link } from '../ui/link.tsx';
import { SharePanel } from '../ui/share-panel.tsx';
import { uiTexts } from '../ui/texts.ts';
import { usePaintedCanvas } from '../ui/use-painted-canvas.ts';
import { VIEW_NAMES, VIEWS } from '../views.ts';
import { facesTexts } from './texts.ts';
import type { WallFace } from './wall-face.ts';
import { useFavouriteWallFaces, useWallState } from './wall-state.ts';
import './viewer.css';

const NO_PICTURE = createStore<ImageData | null>(null);

/** The dialog with the opened face, over the wall. */
export function Viewer() {
  const { router, retries } = useAppContext();
  const wall = useWallState();
  const { parts } = useStore(router.route);
  const wallFace = useStore(wall.opened);
  const faces = useStore(wall.faces);
  const favourites = useFavouriteWallFaces();
  const list =
    parts[0] === 'favourites'
      ? favourites
      : wallFace === null || faces.includes(wallFace)
        ? faces
        : [wallFace, ...faces];
  const tilePicture = useStore(wallFace?.picture ?? NO_PICTURE);
  const fullPicture = useStore(wallFace?.fullPicture ?? NO_PICTURE);
  const picture = fullPicture ?? tilePicture;
  const attempts = useStore(retries);
  const model = useModelOnScreen();
  const { viewer } = useTexts(facesTexts);
  const ui = useTexts(uiTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = wallFace !== null;

  useLayoutEffect(() => {
    if (isOpen && !dialog.current?.open) {
      dialog.current?.showModal();
    } else if (!isOpen) {
      dialog.current?.close();
    }
  }, [isOpen]);

  // After closing, the focus is on the tile of the face that was opened last.
  useEffect(() => {
    if (wallFace === null) {
      return;
    }
    return () => document.querySelector<HTMLElement>(`[data-code="${wallFace.code}"]`)?.focus();
  }, [wallFace]);

  useEffect(() => {
    if (wallFace !== null && tilePicture !== null && fullPicture === null) {
      void wall.drawFull(wallFace);
    }
  }, [wall, wallFace, tilePicture, fullPicture, attempts]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) {
      return;
    }
    if (event.key === 'ArrowLeft') {
      wall.openNeighbour(-1, list);
    }
    if (event.key === 'ArrowRight') {
      wall.openNeighbour(1, list);
    }
  }

  return (
    <dialog
      ref={dialog}
      class="viewer"
      style={{ '--resolution': model?.resolution }}
      aria-label={viewer.label}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        wall.close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) {
          wall.close();
        }
      }}
    >
      {wallFace !== null && (
        <div class="viewer-layout">
          <button type="button" class="close-button" aria-label={ui.close} onClick={wall.close}>
            <span aria-hidden="true">×</span>
          </button>
          <OpenedPicture picture={picture} label={viewer.pictureLabel} />
          <nav class="viewer-navigation" aria-label={viewer.neighbours}>
            {/* A disabled button would swallow the arrow keys: hence aria-disabled. */}
            <button
              type="button"
              class="button"
              aria-disabled={wallFace === list[0]}
              onClick={() => wall.openNeighbour(-1, list)}
            >
              <span aria-hidden="true">←</span> {viewer.previous}
            </button>
            <button
              type="button"
              class="button"
              aria-disabled={wallFace === list.at(-1)}
              onClick={() => wall.openNeighbour(1, list)}
            >
              {viewer.next} <span aria-hidden="true">→</span>
            </button>
          </nav>
          <FaceDetails wallFace={wallFace} picture={fullPicture} />
        </div>
      )}
    </dialog>
  );
}

function OpenedPicture({ picture, label }: { picture: ImageData | null; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePaintedCanvas(canvas, picture);
  return (
    <div class={picture === null ? 'frame blank' : 'frame'}>
      <canvas ref={canvas} width={0} height={0} role="img" aria-label={label} />
    </div>
  );
}

type FaceDetailsProps = { wallFace: WallFace; picture: ImageData | null };

/** Where the face comes from, the views that can start from it, and what can be shared. */
function FaceDetails({ wallFace: { face, code }, picture }: FaceDetailsProps) {
  const { viewer } = useTexts(facesTexts);
  const language = useLanguage();
  return (
    <div class="face-details">
      <div class="face-title">
        <h2>{viewer.heading}</h2>
        <FavouriteButton code={code} />
      </div>
      <FavouritesProblem />
      <p class="face-source">
        {face.kind === 'latent' ? viewer.latent(face.z.length) : viewer.seed(face.seed, face.edits.length)}
      </p>
      <nav class="viewer-links" aria-label={viewer.continueIn}>
        {VIEW_NAMES.filter((name) => VIEWS[name].startsFromFace).map((name) => (
          <Link key={name} class="button" to={{ view: name, code, parts: [] }}>
            {VIEWS[name].title[language]}
          </Link>
        ))}
      </nav>
      <SharePanel code={code} face={face} picture={picture} />
    </div>
  );
}
