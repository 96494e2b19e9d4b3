import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { moveFocus } from './arrow-keys.ts';
import { FilterBar } from './filter-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { facesTexts } from './texts.ts';
import { Tile } from './tile.tsx';
import { usePrintedTiles } from './use-printed-tiles.ts';
import { NO_PICTURE, type WallFace } from './wall-face.ts';
import { showsFavourites, wallInRoute } from './wall-route.ts';
import { useFavouriteWallFaces, useWallState } from './wall-state.ts';
import { Welcome } from './welcome.tsx';
import './wall.css';

/** The height of the first faces, in heights of the window. */
const SCREENS = 1.15;
const MIN_TILES = 12;
const MAX_TILES = 120;
/** How many tiles are rendered per task: all at once would block the page. */
const TILES_PER_TASK = 8;

/** The bar with the filter, and under it faces of random seeds or the favourites. */
export function Wall() {
  const route = useStore(useAppContext().router.route);
  const { parts } = route;
  const texts = useTexts(facesTexts);
  const notice = useStore(useWallState().notice);
  return (
    <section aria-label={texts.section}>
      {notice !== null && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      {parts.length === 0 && <Welcome />}
      <FilterBar />
      {showsFavourites(route) ? <Favourites /> : <RandomFaces key={parts.join('/')} />}
    </section>
  );
}

function Favourites() {
  const app = useAppContext();
  const favourites = useFavouriteWallFaces();
  const texts = useTexts(facesTexts);
  const tags = [...new Set(favourites.map(({ face }) => face.model))];
  /** The lowest resolution among the models that can be loaded. */
  const resolution = useLoaded(async () => {
    const loaded = await Promise.allSettled(tags.map((tag) => app.engine.load(tag)));
    const known = loaded.flatMap((each, i) => {
      if (each.status === 'fulfilled') {
        return [each.value.resolution];
      }
      app.dropProgress(tags[i] ?? '');
      return [];
    });
    return known.length === 0 ? null : Math.min(...known);
  }, [tags.join()]);
  const list = useRef<HTMLUListElement>(null);
  usePrintedTiles(list, favourites);
  const tiles = useTiles(favourites);
  const rendered = useGradualCount(favourites.length);
  if (favourites.length === 0) {
    return <p class="empty-state">{texts.noFavourites}</p>;
  }
  return (
    <>
      <ul ref={list} class="tiles" style={tileLimit(resolution)} onKeyDown={moveFocus}>
        {tiles.slice(0, rendered)}
      </ul>
      <SelectionBar all={favourites} />
    </>
  );
}

/** Faces of random seeds. A button at the end asks for more; from then on scrolling to the end adds faces. */
function RandomFaces() {
  const app = useAppContext();
  const wall = useWallState();
  const faces = useStore(wall.faces);
  const { filter, model: tag } = wallInRoute(useStore(app.router.route));
  const isCovered = useIsCovered();
  const model = useLoaded(() => modelOrDefault(app, tag), [tag]);
  useShownModel(model?.tag);
  const retries = useStore(app.retries);
  const texts = useTexts(facesTexts);
  const list = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [isEndless, setEndless] = useState(false);
  usePrintedTiles(list, faces);
  const tiles = useTiles(faces);
  const rendered = useGradualCount(faces.length);
  const isGrowing = faces.length === 0 || rendered < faces.length;
  /** The number of blank tiles in place of faces that are not rendered yet, so that nothing moves. */
  const [blanks, setBlanks] = useState(MIN_TILES);

  // Measured after the first frame: measuring the list earlier would cost a second layout.
  useEffect(() => setBlanks(tilesPerScreen(list.current)), []);

  useEffect(() => {
    // This adds the first faces. Faces that could not be drawn are drawn again by the wall's state.
    const choice = { filter, model: tag };
    if (model === null || isCovered || (wall.isOf(choice) && wall.faces.get().length > 0)) {
      return;
    }
    wall.reset(choice);
    void wall.addFaces(tilesPerScreen(list.current));
  }, [model, wall, filter, tag, retries, isCovered]);

  useEffect(() => {
    if (!isEndless || isGrowing || end.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) {
          void wall.addFaces(tilesPerScreen(list.current));
        }
      },
      { rootMargin: '50%' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
    // A new observer after each addition, because an observer reports an end that stays in sight only once.
  }, [isEndless, isGrowing, faces, wall]);

  return (
    <>
      <ul
        ref={list}
        class="tiles"
        style={tileLimit(model?.manifest.resolution ?? null)}
        aria-busy={faces.length === 0}
        onKeyDown={moveFocus}
      >
        {tiles.slice(0, rendered)}
        {Array.from({ length: isGrowing ? Math.max(0, blanks - rendered) : 0 }, (_, i) => (
          <li key={`blank ${rendered + i}`} aria-hidden="true">
            <span class="tile blank" />
          </li>
        ))}
      </ul>
      <div ref={end} class="load-more">
        {rendered > 0 && !isEndless && (
          <button type="button" class="button" onClick={() => setEndless(true)}>
            {texts.more}
          </button>
        )}
      </div>
      <SelectionBar all={faces} />
    </>
  );
}

/** Whether the visitor looks at an opened face that is not drawn yet: it comes first. */
function useIsCovered(): boolean {
  const { opened } = useWallState();
  const wallFace = useStore(opened);
  const isDrawn = useStore(wallFace?.fullPicture ?? NO_PICTURE) !== null;
  const hasFailed = useStore(useAppContext().failure) !== null;
  return wallFace !== null && !isDrawn && !hasFailed;
}

/** @param resolution of the faces; null while it is not known */
function tileLimit(resolution: number | null) {
  return resolution === null ? {} : { '--tile-limit': `${2 * resolution}px` };
}

/** A tile of each face. As long as they are the same elements, what is rendered is not rendered again. */
function useTiles(faces: readonly WallFace[]) {
  return useMemo(
    () => faces.map((wallFace, i) => <Tile key={wallFace.code} wallFace={wallFace} number={i + 1} />),
    [faces],
  );
}

/** Grows to `target` by a few per task. */
function useGradualCount(target: number): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (count === target) {
      return;
    }
    const timer = setTimeout(() => setCount(Math.min(count + TILES_PER_TASK, target)));
    return () => clearTimeout(timer);
  }, [count, target]);
  return Math.min(count, target);
}

/** How many tiles make whole rows that are a little higher than the window. */
function tilesPerScreen(list: HTMLUListElement | null): number {
  if (list === null) {
    return MIN_TILES;
  }
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const columns = gridTemplateColumns.split(' ');
  const rowHeight = Number.parseFloat(columns[0] ?? '') + Number.parseFloat(rowGap);
  const rows = Math.ceil((SCREENS * window.innerHeight) / rowHeight);
  const minRows = Math.ceil(MIN_TILES / columns.length);
  const maxRows = Math.floor(MAX_TILES / columns.length);
  return columns.length * Math.max(minRows, Math.min(rows, maxRows));
}
