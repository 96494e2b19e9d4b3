/** One widget: its face, and what changes it. */
import { decodeFace } from '../../latent/code/code.ts';
import type { Face } from '../../latent/face.ts';
import {
  anotherFace,
  changedPositions,
  type FaceAttributes,
  faceFromAttributes,
  isSameFace,
  readAttributes,
} from './attributes.ts';
import { createEventEmitter } from './event-emitter.ts';
import { createFaceChanges } from './face-changes.ts';
import { createFaceDisplay } from './face-display.ts';
import { createFaceState } from './face-state.ts';
import { walkFrom } from './face-walk.ts';
import { FaceError } from './failure.ts';
import { FULL_SIZE } from './generator.ts';
import type { ModelInfo } from './model-info.ts';
import type { FaceSite } from './site.ts';
import { createView, type WidgetView } from './view.ts';
import { createWalking } from './walking.ts';

/** A direction and the position of its control, in −1 … 1. */
export type Dial = {
  readonly name: string;
  /** What its lowest and its highest amount look like, where the model says so. */
  readonly ends: readonly [string, string] | null;
  readonly position: number;
};

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
  /** Drops all changes to the face, and reads the attributes again. */
  reset(): void;
  /** Shows the face of a code, or none. */
  show(code: string | null): void;
  /**
   * Fetches the generator and draws in place; tries again where that failed, or where the face of the attributes could not be found out.
   *
   * @throws FaceError, EngineError
   */
  activate(): Promise<void>;
  /** As `activate`, and draws the face at its model's resolution, however small the element is. @returns a PNG of it */
  toBlob(): Promise<Blob>;
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
  /** The element is in a document: shows the face, and follows the size of the box. */
  resume(): void;
  /** Ends what is under way. What is seen stays. */
  suspend(): void;
  /** Dispatches an error event. */
  fail(error: unknown): Promise<void>;
};

export function createWidget(host: HTMLElement, site: FaceSite, events: WidgetEvents): Widget {
  const emitter = createEventEmitter(host, async (error) => (await site.live()).explain(error));
  const view = createView(host);
  const faces = createFaceState(
    { model: site.model, vectors: async (model) => (await site.live()).vectors(model) },
    {
      onError: emitter.failed,
      onFace(face, before) {
        events.onFace(faces.code);
        if (watchesModel && face !== null && face.model !== before?.model) {
          reportModel(face.model);
        }
      },
    },
  );
  const walking = createWalking(
    (signal, isReplaced) => walk(signal, isReplaced).catch(display.fail),
    events.onWalking,
  );
  const display = createFaceDisplay(host, {
    site,
    view,
    faces,
    walking,
    firstFace: settledFace,
    onReady: (live) => emitter.ready({ code: faces.code, ...live.backend() }),
    onFailed: emitter.failed,
  });
  const { generator } = display;
  const changes = createFaceChanges({
    faces,
    walking,
    generator,
    settled: () => settled,
    display: display.update,
    model: modelOfFace,
  });
  let attributes: FaceAttributes | null = null;
  let watchesModel = false;
  /** Resolves when the face that the page asked for is shown. */
  let settled: Promise<void> = Promise.resolve();

  function reportModel(tag: string): void {
    site.model(tag).then(events.onModel, emitter.failed);
  }

  async function settle(): Promise<void> {
    if (await faces.update()) {
      await display.update();
    }
  }

  /** The face of the attributes. The picture of a name is shown at once, before its code is known. */
  function loadBase(next: FaceAttributes): Face | null | Promise<Face> {
    const base = faceFromAttributes(next, site);
    return next.avatar !== null && base instanceof Promise ? display.showAvatar(next.avatar, base) : base;
  }

  /** Shows the face that attributes name. */
  async function load(next: FaceAttributes): Promise<void> {
    display.dropAvatar();
    if (!(await faces.update(() => loadBase(next)))) {
      return;
    }
    await display.update();
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
    if (String(attributes.stray) !== String(before?.stray ?? '') && attributes.stray.length > 0) {
      void emitter.failed(
        new FaceError('attribute', `${attributes.stray.join(' ')} needs avatar="…" beside it`),
      );
    }
    for (const [key, position] of positions) {
      faces.setPosition(key, position);
    }
    if (before === null || !isSameFace(attributes, before)) {
      if (before === null || attributes.code === null || attributes.code !== faces.code) {
        walking.restart();
        settled = load(attributes);
      } else if (faces.isLoading || positions.size > 0) {
        // The face that is shown takes the place of the one that is on its way.
        display.dropAvatar();
        emitter.setKnown(faces.code);
        settled = settle().then(() => commit(false));
      }
      // Otherwise a page that sets the code of a `dareka-change` as the attribute asks for nothing new.
    } else if (positions.size > 0) {
      settled = settle().then(() => commit(false));
    }
  }

  async function commit(byUser: boolean): Promise<void> {
    await changes.known;
    emitter.changed(faces.code, byUser);
  }

  async function walk(signal: AbortSignal, isReplaced: () => boolean): Promise<void> {
    await generator.start();
    await settled;
    const first = faces.face;
    if (first === null || signal.aborted) {
      return;
    }
    const isDropped = () => isReplaced() || !host.isConnected;
    const steps = { draw: generator.draw, isDropped, onArrived: () => void commit(false) };
    await walkFrom(first, faces, await site.live(), steps, signal);
    if (!isDropped()) {
      await settle();
      void commit(false);
    }
  }

  /** Asks again for a face that could not be had. */
  function retry(): void {
    if (attributes !== null && faces.failure !== null) {
      settled = load(attributes);
    }
  }

  function retryOnline(): void {
    // What is wrong with a code or an attribute has no reason, and is no better online.
    if (faces.failure instanceof FaceError && faces.failure.reason !== null) {
      retry();
    }
  }

  /** @throws FaceError where there is none */
  async function settledFace(): Promise<Face> {
    await settled;
    retry();
    await settled;
    if (faces.face === null) {
      throw faces.failure ?? new FaceError('code', 'there is no face');
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
      return walking.active;
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
        display.dropAvatar();
      } catch (error) {
        return void emitter.failed(error);
      }
      // Set before the attributes were read for the first time, the value precedes them.
      attributes ??= readAttributes(host);
      walking.restart();
      faces.clearPositions();
      settled = settle();
      // Without positions nothing is fetched, so the face is known at once.
      emitter.setKnown(faces.code);
    },
    activate: generator.start,
    async toBlob() {
      await generator.start();
      const { id: model } = await modelOfFace();
      const { markedPng } = await site.live();
      // A walk draws by itself, and the next frame would replace the face.
      if (faces.face !== null && !walking.active) {
        await generator.draw(faces.face, FULL_SIZE);
      }
      // What a walk shows is between two faces.
      const code = walking.active ? null : faces.code;
      return markedPng(view.canvas, code === null ? { model } : { code, model });
    },
    another: () =>
      changes.make(async () => {
        const { face } = faces;
        const tag = face?.model ?? attributes?.model ?? (await site.defaultTag());
        display.dropAvatar();
        faces.setBase(anotherFace(face, tag));
      }, true),
    setPosition: changes.setPosition,
    turn: changes.turn,
    async dials() {
      const model = await modelOfFace();
      return model.directions.map(({ name, ends }, index) => {
        return { name, ends, position: faces.position(model, index) };
      });
    },
    commit,
    setWalking: walking.set,
    watchModel() {
      watchesModel = true;
      if (faces.face !== null) {
        reportModel(faces.face.model);
      }
    },
    position: faces.position,
    resume() {
      display.resume();
      addEventListener('online', retryOnline);
    },
    suspend() {
      removeEventListener('online', retryOnline);
      display.suspend();
      void walking.set(false);
    },
    fail: emitter.failed,
  };
}
