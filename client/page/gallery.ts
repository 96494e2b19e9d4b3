/** The faces on the page: the wall, the one on screen, and how they come to be drawn. */
import {
  type BackendChoice,
  type Engine,
  type EngineOptions,
  type Failure,
  openEngine,
  type Progress,
  toFailure,
} from '@dareka/engine';
import { CodeError, decodeFace, encodeFace } from '../../latent/code.ts';
import { type Face, seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import { codeInPath, leaveFace, pushFace, replaceFace } from './address.ts';
import { freshSeed } from './fresh-seed.ts';
import { aboutFailure, aboutLink } from './sentences.ts';
import { createStore, type Store } from './store.ts';

/** A face on the wall; its picture is null until it is drawn. */
export type Portrait = {
  readonly code: string;
  readonly face: Face;
  readonly picture: Store<ImageData | null>;
};

export type Gallery = {
  readonly engine: Engine;
  readonly portraits: Store<readonly Portrait[]>;
  /** The face on screen. */
  readonly open: Store<Portrait | null>;
  /** Of the models that are being made ready, the one that is behind. */
  readonly progress: Store<Progress>;
  readonly backend: Store<BackendChoice | null>;
  /** The default model, once it is ready. */
  readonly manifest: Store<Manifest | null>;
  /** Why there are no faces, or no more of them. */
  readonly failure: Store<Failure | null>;
  /** What there is to say about the link that led here. */
  readonly notice: Store<string | null>;
  /** Makes the default model ready; the promise of an attempt that failed is replaced by the next attempt's. */
  prepare(): Promise<Manifest>;
  /** Hangs `count` more faces, of fresh seeds. Never rejects: `failure` says what went wrong. */
  more(count: number): Promise<void>;
  /** Opens a face of the wall. */
  show(portrait: Portrait): void;
  /** Opens the neighbour of the face on screen; beyond the last one there are always more. */
  step(by: 1 | -1): void;
  close(): void;
  /** Makes the page show what the address bar says: at the start, and after Back or Forward. */
  followAddress(): void;
  /** Tries again after a failure, and draws what is missing. Never rejects. */
  retry(): Promise<void>;
};

/** How many faces come beyond the last one when somebody steps there. */
const STEP_MORE = 12;

export function createGallery(options: EngineOptions): Gallery {
  const progress = createStore<Progress>({ stage: 'choosing', fraction: 0 });
  const backend = createStore<BackendChoice | null>(null);
  const loading = new Map<string, Progress>();
  const onProgress = (step: Progress, tag: string): void => {
    loading.set(tag, step);
    progress.set(slowest([...loading.values()], step));
  };
  const engine = openEngine({ ...options, onProgress, onBackend: backend.set });
  const portraits = createStore<readonly Portrait[]>([]);
  const open = createStore<Portrait | null>(null);
  const manifest = createStore<Manifest | null>(null);
  const failure = createStore<Failure | null>(null);
  const notice = createStore<string | null>(null);
  let preparing: Promise<Manifest> | undefined;

  async function draw(wanted: readonly Portrait[]): Promise<void> {
    await engine.draw(
      wanted.map(({ face }) => face),
      { onPicture: (picture, i) => wanted[i]?.picture.set(picture) },
    );
  }

  async function attempt(): Promise<Manifest> {
    try {
      failure.set(null);
      const ready = await engine.load();
      if (manifest.get() === null) manifest.set(ready);
      return ready;
    } catch (error) {
      preparing = undefined;
      failure.set(toFailure(error));
      throw error;
    }
  }

  function prepare(): Promise<Manifest> {
    preparing ??= attempt();
    return preparing;
  }

  async function more(count: number): Promise<void> {
    try {
      const { tag } = await prepare();
      const fresh = Array.from({ length: count }, () => hang(seedFace(tag, freshSeed())));
      portraits.set([...portraits.get(), ...fresh]);
      await draw(fresh);
    } catch (error) {
      failure.set(toFailure(error));
    }
  }

  /** Draws the face of a link; one that its model cannot draw is taken down again, with a word about it. */
  async function drawLinked(portrait: Portrait): Promise<void> {
    try {
      await draw([portrait]);
    } catch (error) {
      const why = toFailure(error);
      if (why.kind === 'model' || why.kind === 'face') {
        loading.delete(portrait.face.model);
        portraits.set(portraits.get().filter((each) => each !== portrait));
        if (open.get() === portrait) open.set(null);
        notice.set(aboutFailure(why));
      } else {
        failure.set(why);
      }
    }
  }

  /** The face that a code says, on the wall; it is hung there first where it is not there yet. */
  function portraitOf(code: string): Portrait {
    const known = portraits.get().find((portrait) => portrait.code === code);
    if (known !== undefined) return known;
    const linked = hang(decodeFace(code));
    portraits.set([linked, ...portraits.get()]);
    void drawLinked(linked);
    return linked;
  }

  function followAddress(): void {
    const code = codeInPath(location.pathname);
    notice.set(null);
    try {
      open.set(code === null ? null : portraitOf(code));
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      open.set(null);
      notice.set(aboutLink(error));
    }
  }

  return {
    engine,
    portraits,
    open,
    progress,
    backend,
    manifest,
    failure,
    notice,
    prepare,
    more,
    show(portrait) {
      pushFace(portrait.code);
      open.set(portrait);
    },
    step(by) {
      const all = portraits.get();
      const current = open.get();
      const next = current === null ? undefined : all[all.indexOf(current) + by];
      if (next === undefined) return;
      replaceFace(next.code);
      open.set(next);
      if (next === all.at(-1)) void more(STEP_MORE);
    },
    close() {
      if (open.get() !== null && !leaveFace()) open.set(null);
    },
    followAddress,
    async retry() {
      failure.set(null);
      try {
        await prepare();
        await draw(portraits.get().filter(({ picture }) => picture.get() === null));
      } catch (error) {
        failure.set(toFailure(error));
      }
    },
  };
}

function hang(face: Face): Portrait {
  return { code: encodeFace(face), face, picture: createStore<ImageData | null>(null) };
}

function slowest(steps: readonly Progress[], first: Progress): Progress {
  return steps.reduce((least, step) => (step.fraction < least.fraction ? step : least), first);
}
