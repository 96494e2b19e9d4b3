/** The faces on the wall, the one that is opened over it, and how they are drawn. */
import { toFailure } from '@dareka/engine';
import { useMemo } from 'preact/hooks';
import { CodeError, decodeFace, decodeFaceOrNull } from '../../../latent/code/code.ts';
import { type AppContext, useAppContext } from '../app-context.ts';
import { drawnSize } from '../drawn-size.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import { nextTask } from '../next-task.ts';
import { randomSeed } from '../random-face.ts';
import type { PageRoute } from '../shell/route.ts';
import { createStore, type Store, useStore } from '../store.ts';
import { currentTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';
import { filteredFace, parseFilter } from './filter.ts';
import { createWallFace, type WallFace } from './wall-face.ts';
import type { WallChoice } from './wall-route.ts';

export type WallState = {
  /** The faces of random seeds that pass the filter, in the order in which they were added. */
  readonly faces: Store<readonly WallFace[]>;
  /** The face that is opened over the wall, or null. */
  readonly opened: Store<WallFace | null>;
  /** The faces that are selected, in the order in which they were; null while none can be. */
  readonly selected: Store<readonly WallFace[] | null>;
  /** Why the face of the address cannot be shown: a sentence for the visitor, or null. */
  readonly notice: Store<string | null>;
  /** Adds `count` faces of random seeds. Never rejects: a failure goes to `AppContext.failure`. */
  addFaces(count: number): Promise<void>;
  /** Whether `faces` are of this filter and model. */
  isOf(choice: WallChoice): boolean;
  /** The filter and the model of `faces`. */
  lastChoice(): WallChoice;
  /** Changes the filter and the model: removes all faces, and stops drawing them. */
  reset(choice: WallChoice): void;
  openFace(face: WallFace): void;
  /** Draws a face at its model's resolution. Never rejects: a failure goes to `AppContext.failure`. */
  drawFull(face: WallFace): Promise<void>;
  /** Opens the face before or after the opened one in `list`. Reaching the last face of the wall adds more. */
  openNeighbour(by: 1 | -1, list: readonly WallFace[]): void;
  close(): void;
  /** The face of a share code; begins to draw it if it is not on the wall. @throws CodeError for a damaged code */
  faceFromCode(code: string): WallFace;
};

/** How many faces are added when the visitor steps to the last one. */
const FACES_PER_STEP = 12;
/** How many pictures are shown per task: all at once would block the page, and one per task costs a frame each. */
const PICTURES_PER_TASK = 2;
/** How many filtered faces are chosen per task: one takes up to 4 ms. */
const CHOSEN_PER_TASK = 4;
/** About the width of a tile, in CSS pixels; wall.css has the least. */
const TILE_EDGE = 150;

function createWallState(app: AppContext): WallState {
  const { engine, router } = app;
  const faces = createStore<readonly WallFace[]>([]);
  const opened = createStore<WallFace | null>(null);
  const selected = createStore<readonly WallFace[] | null>(null);
  const notice = createStore<string | null>(null);
  /** Faces that are not on the wall: those of links and favourites. */
  const otherFaces = new Map<string, WallFace>();
  let current: WallChoice | null = null;
  /** Aborted when the wall is reset. */
  let drawing = new AbortController();

  async function draw(wallFaces: readonly WallFace[], signal?: AbortSignal): Promise<void> {
    const tags = new Set(wallFaces.map(({ face }) => face.model));
    const manifests = await Promise.all([...tags].map((tag) => engine.load(tag, { signal })));
    const resolutions = new Map(manifests.map(({ tag, resolution }) => [tag, resolution]));
    function show({ face, picture, fullPicture }: WallFace, drawn: ImageData): void {
      if (drawn.width === resolutions.get(face.model)) {
        fullPicture.set(drawn);
      }
      picture.set(drawn);
    }
    let shown = Promise.resolve();
    function onPicture(drawn: ImageData, i: number): void {
      if (i % PICTURES_PER_TASK === 0) {
        shown = shown.then(nextTask);
      }
      const wallFace = wallFaces[i];
      if (wallFace !== undefined) {
        shown = shown.then(() => show(wallFace, drawn));
      }
    }
    await engine.draw(
      wallFaces.map(({ face }) => face),
      { onPicture, signal, size: drawnSize(TILE_EDGE) },
    );
    await shown;
  }

  async function drawFull({ face, fullPicture }: WallFace): Promise<void> {
    try {
      const [drawn] = await engine.draw([face]);
      fullPicture.set(drawn ?? null);
    } catch (error) {
      app.failure.set(toFailure(error));
    }
  }

  async function addFaces(count: number): Promise<void> {
    const { signal } = drawing;
    const { filter: text = '', model: tag } = current ?? {};
    try {
      const model = await modelOrDefault(app, tag);
      if (signal.aborted) {
        return;
      }
      const filter = parseFilter(text, model);
      const added: WallFace[] = [];
      for (let i = 0; i < count; i++) {
        if (filter.length > 0 && i % CHOSEN_PER_TASK === 0) {
          await nextTask();
          signal.throwIfAborted();
        }
        added.push(createWallFace(filteredFace(randomSeed(), filter, model)));
      }
      faces.set([...faces.get(), ...added]);
      await draw(added, signal);
    } catch (error) {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
  }

  /** Draws a face of a link or a favourite. If its model cannot draw it, it is closed and a notice says why. */
  async function drawOther(other: WallFace): Promise<void> {
    try {
      await draw([other]);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.kind !== 'model' && failure.kind !== 'face') {
        app.failure.set(failure);
        return;
      }
      app.dropProgress(other.face.model);
      otherFaces.delete(other.code);
      if (opened.get() === other) {
        opened.set(null);
        app.code.set(null);
        notice.set(currentTexts(statusTexts).failure(failure));
      }
    }
  }

  function faceFromCode(code: string): WallFace {
    const known = otherFaces.get(code) ?? faces.get().find((each) => each.code === code);
    if (known !== undefined) {
      return known;
    }
    const other = createWallFace(decodeFace(code));
    otherFaces.set(code, other);
    void drawOther(other);
    return other;
  }

  /** Opens the face of the address, or none. */
  function follow({ view, code }: PageRoute): void {
    if (view !== 'faces') {
      return;
    }
    notice.set(null);
    try {
      opened.set(code === null ? null : faceFromCode(code));
      app.code.set(code);
    } catch (error) {
      if (!(error instanceof CodeError)) {
        throw error;
      }
      opened.set(null);
      app.code.set(null);
      const { newerLink, damagedLink } = currentTexts(statusTexts);
      notice.set(error.isNewer ? newerLink : damagedLink);
    }
  }

  follow(router.route.get());
  router.route.subscribe(() => follow(router.route.get()));
  app.retries.subscribe(() => {
    const missing = [...otherFaces.values(), ...faces.get()].filter(({ picture }) => picture.get() === null);
    const { signal } = drawing;
    draw(missing, signal).catch((error: unknown) => {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    });
  });

  return {
    faces,
    opened,
    selected,
    notice,
    addFaces,
    lastChoice: () => current ?? { filter: '', model: undefined },
    isOf: ({ filter, model }) => current !== null && current.filter === filter && current.model === model,
    reset(choice) {
      current = choice;
      drawing.abort();
      drawing = new AbortController();
      faces.set([]);
      selected.set(null);
    },
    drawFull,
    openFace: ({ code }) => router.openOverlay({ ...router.route.get(), code }),
    openNeighbour(by, list) {
      const current = opened.get();
      const next = current === null ? undefined : list[list.indexOf(current) + by];
      if (next === undefined) {
        return;
      }
      router.replace({ ...router.route.get(), code: next.code });
      if (next === faces.get().at(-1)) {
        void addFaces(FACES_PER_STEP);
      }
    },
    close: () => router.closeOverlay({ ...router.route.get(), code: null }),
    faceFromCode,
  };
}

const states = new WeakMap<AppContext, WallState>();

/** One for the whole page: it outlives the view, so that the same faces are there when the visitor comes back. */
export function useWallState(): WallState {
  const app = useAppContext();
  const state = states.get(app) ?? createWallState(app);
  states.set(app, state);
  return state;
}

/** The favourites as faces of the wall; those with a damaged code are left out. */
export function useFavouriteWallFaces(): readonly WallFace[] {
  const wall = useWallState();
  const codes = useStore(useAppContext().favourites.codes);
  return useMemo(
    () => codes.filter((code) => decodeFaceOrNull(code) !== null).map(wall.faceFromCode),
    [codes, wall],
  );
}
