/**
 * One widget: what its element shows, and what changes that.
 *
 *     idle  ⇄ still            a face comes or goes; the site draws its picture
 *     idle, still → live       activate, by a touch, a control or a method; the generator draws on the device
 *     idle, still, live → walking → live
 *     live, walking → idle, still    the device fails, or the element is removed before the generator is ready
 */
import { decodeFace } from '../../latent/code.ts';
import { directionKey } from '../../latent/direction-name.ts';
import { type Face, latentFace, seedFace } from '../../latent/face.ts';
import {
  changedPositions,
  type FaceAttributes,
  faceFromAttributes,
  isSameFace,
  randomShortSeed,
  readAttributes,
} from './attributes.ts';
import { createEventEmitter } from './event-emitter.ts';
import { createFaceState, indexOfDirection } from './face-state.ts';
import { FaceError } from './failure.ts';
import { createLiveDrawing, FULL_SIZE } from './live-drawing.ts';
import type { ModelInfo } from './model-info.ts';
import { reasonOf } from './reason.ts';
import type { FaceSite } from './site.ts';
import { PITCH, YAW } from './turn-gestures.ts';
import { createView, type WidgetView } from './view.ts';
import { walkFaces } from './walk.ts';

/** In CSS pixels, before the element has a layout. */
const DEFAULT_EDGE = 256;

/** A direction and the position of its control, in −1 … 1. */
export type Dial = {
  readonly name: string;
  /** What its lowest and its highest amount look like, where the model says so. */
  readonly ends: readonly [string, string] | null;
  readonly position: number;
};

type Generator = {
  /** Resolves when the first face has been drawn. */
  readonly ready: Promise<void>;
  /** Aborted where the element is removed before that. */
  readonly starting: AbortController;
};

type Walk = {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  /** Whether another walk follows once this one has ended: after a face that the page sets, or when it is started again. */
  wanted: boolean;
  /** Whether another face takes its place, so that the face where it stops is not kept. */
  replaced: boolean;
};

type WidgetState =
  /** There is no face. */
  | { readonly kind: 'idle' }
  /** The site's picture is shown. */
  | { readonly kind: 'still' }
  /** The generator draws on the device, or is on its way. */
  | ({ readonly kind: 'live' } & Generator)
  /** Likewise, and the face changes by itself. */
  | ({ readonly kind: 'walking'; readonly walk: Walk } & Generator);

type LiveState = Extract<WidgetState, Generator>;

export type WidgetEvents = {
  onFace(code: string | null): void;
  onWalking(walking: boolean): void;
  /** The model of the face, whenever it changes; after `watchModel` only, since it has to be fetched. */
  onModel(model: ModelInfo): void;
};

export type Widget = {
  readonly view: WidgetView;
  readonly code: string | null;
  readonly walking: boolean;
  /** Reads the attributes: at first, and whenever they have changed. */
  refresh(): void;
  /** Forgets all changes to the face, and reads the attributes again. */
  reset(): void;
  /** Shows the face of a code, or none. */
  show(code: string | null): void;
  /**
   * Fetches the generator and draws in place; tries again where that failed.
   *
   * @throws FaceError, EngineError
   */
  activate(): Promise<void>;
  /** As `activate`, and draws the face at its model's resolution, however small the element is. */
  drawFull(): Promise<void>;
  another(): Promise<void>;
  setPosition(direction: string, position: number): Promise<void>;
  turn(yaw: number, pitch: number): Promise<void>;
  dials(): Promise<Dial[]>;
  /** Dispatches the events of a change, once it is computed. */
  commit(byUser: boolean): Promise<void>;
  setWalking(on: boolean): Promise<void>;
  /** From now on `onModel` is called. */
  watchModel(): void;
  position(model: ModelInfo, index: number): number;
  /** Ends what is under way. What is seen stays. */
  suspend(): void;
  /** Dispatches an error event. */
  fail(error: unknown): void;
};

export function createWidget(host: HTMLElement, site: FaceSite, events: WidgetEvents): Widget {
  const emitter = createEventEmitter(host);
  const view = createView(host, (url) =>
    emitter.failed(new FaceError('picture', `${url} could not be fetched`)),
  );
  const drawing = createLiveDrawing(site.engine, edge, view.paint);
  const faces = createFaceState(site, {
    onError: emitter.failed,
    onFace(face, before) {
      if (generator() === null) {
        setStill();
      }
      events.onFace(faces.code);
      if (watchesModel && face !== null && face.model !== before?.model) {
        reportModel(face.model);
      }
    },
  });
  let state: WidgetState = { kind: 'idle' };
  let attributes: FaceAttributes | null = null;
  let watchesModel = false;
  /** Resolves when the face that the page asked for is shown. */
  let settled: Promise<void> = Promise.resolve();
  /** Resolves when the code of the last change by a user or a method is known. */
  let moved: Promise<unknown> = settled;

  function generator(): LiveState | null {
    return state.kind === 'live' || state.kind === 'walking' ? state : null;
  }

  /** Sets the state without a generator: the site draws the face. */
  function setStill(): void {
    if (state.kind === 'walking') {
      stopWalk(state.walk, true);
    }
    state = { kind: faces.face === null ? 'idle' : 'still' };
  }

  function reportModel(tag: string): void {
    site.model(tag).then(events.onModel, emitter.failed);
  }

  function edge(): number {
    return host.clientWidth || DEFAULT_EDGE;
  }

  function showPicture(): void {
    view.showPicture(faces.code === null ? null : site.pictureUrl(faces.code, edge() * devicePixelRatio));
  }

  async function display(): Promise<void> {
    const { face } = faces;
    const live = generator() !== null;
    // The picture comes long before the generator, so it is shown while that is on its way, too.
    if (!live || face === null || view.empty) {
      showPicture();
    }
    if (live && face !== null) {
      await drawing.draw(face).catch(failDrawing);
    }
  }

  async function settle(): Promise<void> {
    if (await faces.update()) {
      await display();
    }
  }

  /** A change by a user or a method: ends a walk, changes the face and shows it. */
  async function move(change: () => unknown, replaces = false): Promise<void> {
    const updated = (async () => {
      await endWalk(replaces);
      await settled;
      await change();
      return faces.update();
    })();
    moved = updated.catch(() => {});
    if (await updated) {
      await display();
    }
  }

  /** The device cannot draw: back to the site's picture. */
  function failDrawing(error: unknown): void {
    setStill();
    emitter.failed(error);
    showPicture();
  }

  /** Shows the face that changed attributes name. */
  async function showAttributes(next: FaceAttributes): Promise<void> {
    restartWalk();
    if (!(await faces.update(() => faceFromAttributes(next, site.defaultTag)))) {
      return;
    }
    await display();
    if (next.code === faces.code) {
      emitter.setKnown(faces.code);
    } else {
      void commit(false);
    }
  }

  function refresh(): void {
    const before = attributes;
    attributes = readAttributes(host);
    const positions = changedPositions(attributes, before);
    for (const [key, position] of positions) {
      faces.setPosition(key, position);
    }
    if (before === null || !isSameFace(attributes, before)) {
      // A page that sets the code of a `dareka-change` as the attribute asks for nothing new.
      if (before === null || attributes.code === null || attributes.code !== faces.code) {
        settled = showAttributes(attributes);
      }
    } else if (positions.size > 0) {
      settled = settle().then(() => commit(false));
    }
  }

  async function commit(byUser: boolean): Promise<void> {
    await moved;
    emitter.changed(faces.code, byUser);
  }

  async function start(signal: AbortSignal): Promise<void> {
    const stopProgress = site.onProgress(({ fraction }) => view.setProgress(fraction));
    try {
      view.setProgress(0);
      await drawing.draw(await settledFace());
      if (signal.aborted) {
        setStill();
        return;
      }
      const choice = site.engine().backend;
      emitter.ready({
        code: faces.code,
        ...(choice && { backend: choice.backend, reason: reasonOf(choice.reason) }),
      });
    } catch (error) {
      failDrawing(error);
      throw error;
    } finally {
      stopProgress();
      view.setProgress(null);
    }
  }

  function goLive(): LiveState {
    const running = generator();
    if (running !== null) {
      return running;
    }
    const starting = new AbortController();
    const live = { kind: 'live', ready: start(starting.signal), starting } as const;
    state = live;
    return live;
  }

  async function setWalking(on: boolean): Promise<void> {
    if (!on) {
      return endWalk(false);
    }
    if (state.kind === 'walking') {
      const { walk } = state;
      walk.wanted = true;
      if (walk.abort.signal.aborted) {
        await walk.ended;
        await setWalking(walk.wanted);
      }
      return;
    }
    events.onWalking(true);
    const live = goLive();
    const abort = new AbortController();
    const ended = walkFrom(live.ready, abort.signal, () => walk.replaced)
      .catch(failDrawing)
      .finally(() => {
        if (state.kind === 'walking' && state.walk === walk) {
          state = live;
        }
        if (state.kind !== 'walking') {
          events.onWalking(false);
        }
      });
    const walk: Walk = { abort, ended, wanted: true, replaced: false };
    state = { ...live, kind: 'walking', walk };
  }

  function stopWalk(walk: Walk, replaced: boolean): void {
    walk.replaced ||= replaced;
    walk.abort.abort();
  }

  async function endWalk(replaced: boolean): Promise<void> {
    if (state.kind === 'walking') {
      state.walk.wanted = false;
      stopWalk(state.walk, replaced);
      await state.walk.ended;
    }
  }

  /** Before the page sets a face: a walk goes on from there. */
  function restartWalk(): void {
    if (state.kind === 'walking') {
      const { walk } = state;
      stopWalk(walk, true);
      void walk.ended.then(() => setWalking(walk.wanted));
    }
  }

  /** Walks from the face that is shown, at the positions set, from seed to seed. */
  async function walkFrom(
    ready: Promise<void>,
    signal: AbortSignal,
    isReplaced: () => boolean,
  ): Promise<void> {
    await ready;
    await settled;
    const first = faces.face;
    if (first === null || signal.aborted) {
      return;
    }
    const { model } = first;
    const latentOf = (face: Face) => site.engine().latent(face);
    const stoppedAt = await walkFaces(
      {
        from: await latentOf(first),
        async next() {
          const base = seedFace(model, randomShortSeed());
          const face = await faces.moved(base);
          return { base, face, z: await latentOf(face) };
        },
        draw: (z) => drawing.draw({ model, z }),
        onArrived({ base, face }) {
          if (!isReplaced()) {
            faces.setMoved(base, face);
            void commit(false);
          }
        },
      },
      signal,
    );
    if (stoppedAt === null || isReplaced() || !host.isConnected) {
      return;
    }
    // This z includes the positions.
    faces.clearPositions();
    faces.setBase(latentFace(model, stoppedAt));
    await settle();
    void commit(false);
  }

  /** @throws FaceError where there is none */
  async function settledFace(): Promise<Face> {
    await settled;
    if (faces.face === null) {
      throw new FaceError('code', 'there is no face');
    }
    return faces.face;
  }

  async function modelOfFace(): Promise<ModelInfo> {
    const { model } = await settledFace();
    return site.model(model);
  }

  return {
    view,
    get code() {
      return faces.code;
    },
    get walking() {
      return state.kind === 'walking';
    },
    refresh,
    reset() {
      attributes = null;
      faces.clearPositions();
      refresh();
    },
    show(code) {
      try {
        faces.setBase(code === null ? null : decodeFace(code));
      } catch (error) {
        return emitter.failed(error);
      }
      restartWalk();
      faces.clearPositions();
      settled = settle().then(() => emitter.setKnown(faces.code));
    },
    activate: () => goLive().ready,
    async drawFull() {
      await goLive().ready;
      // A walk draws by itself, and the next frame would replace the face.
      if (faces.face !== null && state.kind === 'live') {
        await drawing.draw(faces.face, FULL_SIZE);
      }
    },
    another: () =>
      move(async () => {
        const tag = faces.face?.model ?? attributes?.model ?? (await site.defaultTag());
        faces.setBase(seedFace(tag, randomShortSeed()));
      }, true),
    setPosition: (direction, position) => move(() => faces.setPosition(directionKey(direction), position)),
    async turn(yaw, pitch) {
      // Only the generator can turn a head.
      if (generator() === null) {
        return;
      }
      await move(async () => {
        await generator()?.ready;
        const model = await modelOfFace();
        for (const [keys, distance] of [
          [YAW, yaw],
          [PITCH, pitch],
        ] as const) {
          const index = indexOfDirection(model, keys);
          const key = directionKey(model.directions[index]?.name ?? keys[0]);
          // For a model without these directions only the missing yaw is reported.
          if (index >= 0 || keys === YAW) {
            faces.setPosition(key, faces.position(model, index) + distance);
          }
        }
      });
    },
    async dials() {
      const model = await modelOfFace();
      return model.directions.map(({ name, ends }, index) => {
        return { name, ends, position: faces.position(model, index) };
      });
    },
    commit,
    setWalking,
    watchModel() {
      watchesModel = true;
      if (faces.face !== null) {
        reportModel(faces.face.model);
      }
    },
    position: faces.position,
    suspend() {
      generator()?.starting.abort();
      void setWalking(false);
      drawing.stop();
    },
    fail: emitter.failed,
  };
}
