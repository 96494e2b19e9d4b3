import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { pictureWords } from '../../../latent/condition/picture-words.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useAppContext } from '../app-context.ts';
import type { EdgePicture } from '../edge-picture.ts';
import { useModelOnScreen } from '../hooks/use-model-on-screen.ts';
import { usePictureWords } from '../hooks/use-picture-words.ts';
import { useStore } from '../store.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { FavouritesProblem } from '../ui/favourites-problem.tsx';
import { Link } from '../ui/link.tsx';
import { Opinion } from '../ui/opinion.tsx';
import { SharePanel } from '../ui/share-panel.tsx';
import { uiTexts } from '../ui/texts.ts';
import { usePaintedCanvas } from '../ui/use-painted-canvas.ts';
import { VIEW_NAMES, VIEWS } from '../views.ts';
import { facesTexts } from './texts.ts';
import { NO_PICTURE, type WallFace } from './wall-face.ts';
import { showsFavourites } from './wall-route.ts';
import { useFavouriteWallFaces, useWallState } from './wall-state.ts';
import './viewer.css';

/** Any model without classes: the length of its z does not matter. */
const MODEL_OF_FACES = { latentSize: 1 };

/** The dialog with the opened face, over the wall. */
export function Viewer() {
  const { retries, edgePicture, failure } = useAppContext();
  const wall = useWallState();
  const wallFace = useStore(wall.opened);
  const tilePicture = useStore(wallFace?.picture ?? NO_PICTURE);
  const fullPicture = useStore(wallFace?.fullPicture ?? NO_PICTURE);
  const attempts = useStore(retries);
  const model = useModelOnScreen();
  const list = useNeighbours(wallFace);
  const { viewer } = useTexts(facesTexts);
  const ui = useTexts(uiTexts);
  /** What the edge has drawn of this face in the document, if anything. */
  const drawnByEdge = wallFace !== null && edgePicture?.code === wallFace.code ? edgePicture : null;
  const { title, alt } = useNames(wallFace, drawnByEdge);
  const resolution = model?.resolution ?? drawnByEdge?.resolution;
  const hasFailed = useStore(failure) !== null;
  // How wide it is follows from the resolution, so it waits for that.
  const dialog = useModalDialog(wallFace !== null, resolution !== undefined || hasFailed);

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
      class={drawnByEdge === null ? 'viewer' : 'viewer of-document'}
      style={{ '--resolution': resolution }}
      aria-label={title ?? viewer.label}
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
          <OpenedPicture
            picture={fullPicture ?? tilePicture}
            edgePicture={drawnByEdge}
            label={alt ?? viewer.label}
          />
          <Neighbours wallFace={wallFace} list={list} />
          <FaceDetails
            wallFace={wallFace}
            heading={title ?? viewer.heading}
            picture={fullPicture}
            manifest={model}
            resolution={resolution ?? 0}
          />
        </div>
      )}
    </dialog>
  );
}

/** What the picture is called, and the title of the dialog where that is more than a face of nobody; null until they are known. */
function useNames(wallFace: WallFace | null, drawnByEdge: EdgePicture | null) {
  const language = useLanguage();
  /** What the edge calls the picture, until the model is known here. */
  const byEdge = drawnByEdge?.words.language === language ? drawnByEdge.words : null;
  const words = usePictureWords(wallFace?.code ?? null) ?? byEdge;
  const isNobody = words?.title === pictureWords(MODEL_OF_FACES, language).title;
  return { title: isNobody ? null : (words?.title ?? null), alt: words?.alt ?? null };
}

/** A dialog that is modal while it has content. It opens once that is ready, and stays open where it is tried again. */
function useModalDialog(hasContent: boolean, isReady: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);

  // Not in a layout effect: opening it lays out the page, which is a task by itself.
  useEffect(() => {
    if (hasContent && isReady && !dialog.current?.open) {
      dialog.current?.showModal();
    }
  }, [hasContent, isReady]);

  // With its content, since the page cannot be used as long as the dialog is open.
  useLayoutEffect(() => {
    if (!hasContent) {
      dialog.current?.close();
    }
  }, [hasContent]);

  return dialog;
}

/** The faces among which the opened one is. */
function useNeighbours(opened: WallFace | null): readonly WallFace[] {
  const { router } = useAppContext();
  const faces = useStore(useWallState().faces);
  const favourites = useFavouriteWallFaces();
  return showsFavourites(useStore(router.route)) ? favourites : withFirst(faces, opened);
}

/** The faces of the wall, before them the opened one where it is none of them. */
function withFirst(faces: readonly WallFace[], opened: WallFace | null): readonly WallFace[] {
  return opened === null || faces.includes(opened) ? faces : [opened, ...faces];
}

/** Buttons that open the faces before and after the opened one. */
function Neighbours({ wallFace, list }: { wallFace: WallFace; list: readonly WallFace[] }) {
  const wall = useWallState();
  const { viewer } = useTexts(facesTexts);
  return (
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
  );
}

type OpenedPictureProps = { picture: ImageData | null; edgePicture: EdgePicture | null; label: string };

/** The face; until it is drawn, the picture that the edge drew of it, which the browser has in memory. */
function OpenedPicture({ picture, edgePicture, label }: OpenedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePaintedCanvas(canvas, picture);
  return (
    <div class={picture === null && edgePicture === null ? 'frame blank' : 'frame'}>
      {edgePicture !== null && <img src={edgePicture.url} alt="" decoding="sync" />}
      <canvas ref={canvas} width={0} height={0} role="img" aria-label={label} />
    </div>
  );
}

type FaceDetailsProps = {
  wallFace: WallFace;
  heading: string;
  picture: ImageData | null;
  manifest: Manifest | null;
  resolution: number;
};

/** Where the face comes from, the views that can start from it, and what can be shared. */
function FaceDetails({ wallFace: { face, code }, heading, picture, manifest, resolution }: FaceDetailsProps) {
  const { viewer } = useTexts(facesTexts);
  const language = useLanguage();
  return (
    <div class="face-details">
      <div class="face-title">
        <h2>{heading}</h2>
        <FavouriteButton code={code} />
      </div>
      <FavouritesProblem />
      <FailureNotice class="notice" />
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
      <SharePanel code={code} face={face} picture={picture} resolution={resolution} />
      <Opinion face={face} manifest={manifest} picture={picture} />
    </div>
  );
}
