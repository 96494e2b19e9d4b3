/** The faces on the wall, the one that is open over it, and how they come to be drawn. */

import { toFailure } from '@dareka/engine';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { CodeError, decodeFace } from '../../../latent/code.ts';
import { seedFace } from '../../../latent/face.ts';
import type { AppContext } from '../app-context.ts';
import { randomSeed } from '../random-seed.ts';
import type { Route } from '../shell/route.ts';
import { createStore, type Store } from '../store.ts';
import { words } from '../texts/index.ts';
import { conditionedEdits, parseFilter } from './filter.ts';
import { createWallFace, type WallFace } from './wall-face.ts';

export type WallState = {
  readonly faces: Store<readonly WallFace[]>;
  /** The face that is open over the wall. */
  readonly opened: Store<WallFace | null>;
  /** What there is to say about the link that led here. */
  readonly notice: Store<string | null>;
  /** Hangs `count` more faces, of fresh seeds. Never rejects: `AppContext.failure` says what went wrong. */
  addFaces(count: number): Promise<void>;
  /** Whether the wall is hung with faces of that wish. */
  isFilteredBy(wish: string): boolean;
  /** Takes the wall down, for faces of another wish. */
  reset(wish: string): void;
  /** Opens a face of the wall. */
  openFace(faceFromCode: WallFace): void;
  /** Opens the neighbour of the open face among `all`; beyond the last one of the wall there are always more. */
  openNeighbour(by: 1 | -1, all: readonly WallFace[]): void;
  close(): void;
  /** The portrait of a code; it is drawn where it was not yet. @throws CodeError for a damaged one */
  portrait(code: string): WallFace;
};

/** How many faces come beyond the last one when somebody steps there. */
const STEP_MORE = 12;
/** How many pictures are shown in a turn of the page. */
const AT_ONCE = 2;

export function createWallState(app: AppContext): WallState {
  const { engine, router } = app;
  const portraits = createStore<readonly WallFace[]>([]);
  const open = createStore<WallFace | null>(null);
  const notice = createStore<string | null>(null);
  /** Faces from elsewhere than the wall: of links and favourites. */
  const guests = new Map<string, WallFace>();
  let hung: string | null = null;
  /** Drawing for a wall that was taken down stops. */
  let hanging = new AbortController();

  /** A few pictures a turn: all at once would keep the page from answering, and each alone costs it a frame. */
  async function draw(wanted: readonly WallFace[], signal?: AbortSignal): Promise<void> {
    let shown = Promise.resolve();
    function onPicture(picture: ImageData, i: number): void {
      if (i % AT_ONCE === 0) {
        shown = shown.then(nextTurn);
      }
      shown = shown.then(() => wanted[i]?.picture.set(picture));
    }
    await engine.draw(
      wanted.map(({ face }) => face),
      { onPicture, signal },
    );
    await shown;
  }

  async function more(count: number): Promise<void> {
    const { signal } = hanging;
    try {
      const model = await app.loadModel();
      if (signal.aborted) {
        return;
      }
      const wants = parseFilter(router.route.get().parts, model);
      const fresh = Array.from({ length: count }, () => {
        const seed = randomSeed();
        return createWallFace(seedFace(model.tag, seed, conditionedEdits(seed, wants, model)));
      });
      portraits.set([...portraits.get(), ...fresh]);
      await draw(fresh, signal);
    } catch (error) {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
  }

  /** Draws the face of a link; one that its model cannot draw is taken down again, with a word about it. */
  async function drawGuest(guest: WallFace): Promise<void> {
    try {
      await draw([guest]);
    } catch (error) {
      const why = toFailure(error);
      if (why.kind !== 'model' && why.kind !== 'face') {
        app.failure.set(why);
        return;
      }
      app.dropProgress(guest.face.model);
      guests.delete(guest.code);
      if (open.get() === guest) {
        open.set(null);
        app.code.set(null);
        notice.set(words().failure(why));
      }
    }
  }

  function portrait(code: string): WallFace {
    const known = guests.get(code) ?? portraits.get().find((each) => each.code === code);
    if (known !== undefined) {
      return known;
    }
    const guest = createWallFace(decodeFace(code));
    guests.set(code, guest);
    void drawGuest(guest);
    return guest;
  }

  /** Opens what the address bar says, where the wall is on screen. */
  function follow({ view, code }: Route): void {
    if (view !== 'faces') {
      return;
    }
    notice.set(null);
    try {
      open.set(code === null ? null : portrait(code));
      app.code.set(code);
    } catch (error) {
      if (!(error instanceof CodeError)) {
        throw error;
      }
      open.set(null);
      app.code.set(null);
      notice.set(error.reason === 'version' ? words().link.newer : words().link.damaged);
    }
  }

  follow(router.route.get());
  router.route.subscribe(() => follow(router.route.get()));
  app.retries.subscribe(() => {
    const missing = [...guests.values(), ...portraits.get()].filter(({ picture }) => picture.get() === null);
    draw(missing, hanging.signal).catch((error: unknown) => app.failure.set(toFailure(error)));
  });

  return {
    faces: portraits,
    opened: open,
    notice,
    addFaces: more,
    isFilteredBy: (wish) => hung === wish,
    reset(wish) {
      hung = wish;
      hanging.abort();
      hanging = new AbortController();
      portraits.set([]);
    },
    openFace: ({ code }) => router.goOver({ ...router.route.get(), code }),
    openNeighbour(by, all) {
      const current = open.get();
      const next = current === null ? undefined : all[all.indexOf(current) + by];
      if (next === undefined) {
        return;
      }
      router.replace({ ...router.route.get(), code: next.code });
      if (next === portraits.get().at(-1)) {
        void more(STEP_MORE);
      }
    },
    close: () => router.leave({ ...router.route.get(), code: null }),
    portrait,
  };
}

/** Provided once, around the whole page. */
export const wallStateContext = createContext<WallState | null>(null);

/** @throws Error outside a `galleryContext.Provider` */
export function useWallState(): WallState {
  const gallery = useContext(wallStateContext);
  if (gallery === null) {
    throw new Error('useGallery needs a galleryContext.Provider above the component');
  }
  return gallery;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
