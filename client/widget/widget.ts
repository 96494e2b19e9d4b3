/** One widget: from what its element's attributes ask for, and what a finger does, to what is seen and told. */
import { decodeFace, encodeFace } from '../../latent/code.ts';
import { directionKey } from '../../latent/direction-name.ts';
import { type Face, latentFace, seedFace } from '../../latent/face.ts';
import type { Model } from './facts.ts';
import { FaceError, toFaceFailure } from './failure.ts';
import { createLive } from './live.ts';
import { createPortrait, directionNamed } from './portrait.ts';
import { reasonOf } from './reason.ts';
import type { Site } from './site.ts';
import { PITCH, YAW } from './turn.ts';
import { createView, type View } from './view.ts';
import { walkOn } from './walk.ts';
import { baseOf, changedDials, freshSeed, isSameBase, type Wish, wishOf } from './wish.ts';

/** In CSS pixels, where nothing says how large the picture is. */
const DEFAULT_EDGE = 256;

/** Why a walk is ended, where that is for another face: nobody wants to keep the one on the way. */
const LEAVE = 'leave';

/** A direction and where its dial stands, in −1 … 1. */
export type Dial = {
  readonly name: string;
  /** What its lowest and its highest amount look like, where the model says so. */
  readonly ends: readonly [string, string] | null;
  readonly position: number;
};

export type WidgetEvents = {
  /** The face is another; by the hand of somebody, or of itself. */
  onFace(code: string | null): void;
  onWalking(walking: boolean): void;
  /** The model of the face, whenever it is another, where `watchModel` was called. */
  onModel(model: Model): void;
};

export type Widget = {
  readonly view: View;
  readonly code: string | null;
  readonly walking: boolean;
  /** Reads the attributes: at first, and whenever they changed. */
  refresh(): void;
  /** Forgets what was done to the face, and reads the attributes anew. */
  reset(): void;
  /** Shows the face of a code, or none. */
  show(code: string | null): void;
  /** Brings the generator and draws in place; tries again where that failed. @throws FaceError, EngineError */
  wake(): Promise<void>;
  another(): Promise<void>;
  setDial(name: string, position: number): Promise<void>;
  turn(yaw: number, pitch: number): Promise<void>;
  dials(): Promise<Dial[]>;
  /** What was done to the face is done: tells of it. Resolves when it has. */
  commit(byHand: boolean): Promise<void>;
  setWalking(on: boolean): Promise<void>;
  /** From now on `onModel` is called. */
  watchModel(): void;
  position(model: Model, index: number): number;
  /** Ends what is under way. What is seen stays. */
  rest(): void;
  /** Tells of a failure by an event. */
  tell(error: unknown): void;
};

export function createWidget(host: HTMLElement, site: Site, events: WidgetEvents): Widget {
  const view = createView(host, (url) => tell(new FaceError('picture', `${url} did not come`)));
  const live = createLive(site.engine, view.paint);
  const portrait = createPortrait(site, (name, { id }) =>
    tell(new FaceError('direction', `${id} has no direction named ${name}`)),
  );
  let wish: Wish | null = null;
  let face: Face | null = null;
  let code: string | null = null;
  /** The code that the page knows of: it set it, or was told. */
  let known: string | null = null;
  let settling: Promise<void> = Promise.resolve();
  /** Until what was done to the face last is in its code. */
  let moving: Promise<unknown> = settling;
  let turns = 0;
  let waking: Promise<void> | undefined;
  let rests = 0;
  let walk: { abort: AbortController; ended: Promise<void> } | undefined;
  let walks = false;
  let watched = false;
  let lastTold: unknown;

  function emit(type: string, detail: object): void {
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  function tell(error: unknown): void {
    // Several calls may wait for the same drawing, and all of them hear that it failed.
    if (error === lastTold) {
      return;
    }
    lastTold = error;
    emit('dareka-error', toFaceFailure(error));
  }

  function take(next: Face | null): void {
    const before = face?.model;
    face = next;
    code = next === null ? null : encodeFace(next);
    events.onFace(code);
    if (watched && face !== null && face.model !== before) {
      tellModel(face.model);
    }
  }

  function tellModel(tag: string): void {
    site.model(tag).then(events.onModel, tell);
  }

  function picture(): void {
    const edge = (host.clientWidth || DEFAULT_EDGE) * devicePixelRatio;
    view.showPicture(code === null ? null : site.pictureUrl(code, edge));
  }

  /** Computes the face anew. @returns whether nobody did so later: the last one counts */
  async function retake(): Promise<boolean> {
    const turn = ++turns;
    const { base } = portrait;
    let next = base;
    try {
      // Awaited only where it takes a request: the picture of a code is asked for at once.
      const moved = base === null ? null : portrait.face(base);
      next = moved instanceof Promise ? await moved : moved;
    } catch (error) {
      tell(error);
    }
    if (turn !== turns) {
      return false;
    }
    take(next);
    return true;
  }

  async function display(): Promise<void> {
    // The picture is there long before the generator, so also where that is on its way already.
    if (waking === undefined || face === null || view.empty) {
      picture();
    }
    if (waking !== undefined && face !== null) {
      await live.draw(face).catch(fail);
    }
  }

  async function settle(): Promise<void> {
    if (await retake()) {
      await display();
    }
  }

  /** Does something to the face, and shows it. */
  async function move(change: () => unknown, reason?: string): Promise<void> {
    const moved = (async () => {
      await endWalk(reason);
      await settling;
      await change();
      return retake();
    })();
    moving = moved.catch(() => {});
    if (await moved) {
      await display();
    }
  }

  /** The device does not draw any more: back to the site's pictures. */
  function fail(error: unknown): void {
    waking = undefined;
    tell(error);
    picture();
  }

  async function rebase(next: Wish): Promise<void> {
    leaveWalk();
    const turn = ++turns;
    try {
      const asked = baseOf(next, site.defaultTag);
      const base = asked instanceof Promise ? await asked : asked;
      if (turn !== turns) {
        return;
      }
      portrait.setBase(base);
    } catch (error) {
      if (turn !== turns) {
        return;
      }
      portrait.setBase(null);
      tell(error);
    }
    await settle();
    if (next.code === code) {
      known = code;
    } else {
      void commit(false);
    }
  }

  function refresh(): void {
    const next = wishOf(host);
    const before = wish;
    wish = next;
    for (const [name, position] of changedDials(next, before)) {
      portrait.setDial(name, position);
    }
    if (before === null || !isSameBase(next, before)) {
      // A page that sets the code it was just told of asks for nothing new.
      if (before === null || next.code === null || next.code !== code) {
        settling = rebase(next);
      }
    } else if (changedDials(next, before).size > 0) {
      settling = settle().then(() => commit(false));
    }
  }

  async function commit(byHand: boolean): Promise<void> {
    await moving;
    if (code === known) {
      return;
    }
    known = code;
    emit('dareka-change', { code });
    if (!byHand) {
      return;
    }
    host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    host.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async function begin(): Promise<void> {
    const rest = rests;
    const quiet = site.onProgress(({ fraction }) => view.setProgress(fraction));
    try {
      view.setProgress(0);
      await settling;
      if (face === null) {
        throw new FaceError('code', 'there is no face to draw');
      }
      await live.draw(face);
      if (rest !== rests) {
        waking = undefined;
        return;
      }
      const choice = site.engine().backend;
      emit('dareka-ready', {
        code,
        ...(choice && { backend: choice.backend, reason: reasonOf(choice.reason) }),
      });
    } catch (error) {
      fail(error);
      throw error;
    } finally {
      quiet();
      view.setProgress(null);
    }
  }

  function wake(): Promise<void> {
    waking ??= begin();
    return waking;
  }

  async function endWalk(reason?: string): Promise<void> {
    walks = false;
    walk?.abort.abort(reason);
    await walk?.ended;
  }

  /** For a face that the page sets: a walk goes on from there. */
  function leaveWalk(): void {
    walk?.abort.abort(LEAVE);
    void walk?.ended.then(() => setWalking(walks));
  }

  /** Walks from the face on screen, with its dials as they are, from seed to seed. */
  async function walkFrom(signal: AbortSignal): Promise<void> {
    await wake();
    await settling;
    if (face === null || signal.aborted) {
      return;
    }
    const model = face.model;
    let seed = 0;
    const stopped = await walkOn(
      {
        from: await site.engine().latent(face),
        async next() {
          seed = freshSeed();
          const to = await portrait.face(seedFace(model, seed));
          return { face: to, z: await site.engine().latent(to) };
        },
        draw: (z) => live.draw({ model, z }),
        arrived(reached) {
          if (signal.reason === LEAVE) {
            return;
          }
          portrait.setBase(seedFace(model, seed));
          take(reached);
          void commit(false);
        },
      },
      signal,
    );
    if (stopped === null || signal.reason === LEAVE || !host.isConnected) {
      return;
    }
    // The dials are in this z already.
    portrait.clearDials();
    portrait.setBase(latentFace(model, stopped));
    await settle();
    void commit(false);
  }

  async function setWalking(on: boolean): Promise<void> {
    if (!on) {
      return endWalk();
    }
    walks = true;
    if (walk !== undefined) {
      return;
    }
    const abort = new AbortController();
    events.onWalking(true);
    const ended = walkFrom(abort.signal)
      .catch(fail)
      .finally(() => {
        walk = undefined;
        events.onWalking(false);
      });
    walk = { abort, ended };
  }

  async function modelOfFace(): Promise<Model> {
    await settling;
    if (face === null) {
      throw new FaceError('code', 'there is no face');
    }
    return site.model(face.model);
  }

  return {
    view,
    get code() {
      return code;
    },
    get walking() {
      return walk !== undefined;
    },
    refresh,
    reset() {
      wish = null;
      portrait.clearDials();
      refresh();
    },
    show(text) {
      try {
        portrait.setBase(text === null ? null : decodeFace(text));
      } catch (error) {
        return tell(error);
      }
      leaveWalk();
      portrait.clearDials();
      settling = settle().then(() => {
        known = code;
      });
    },
    wake,
    another: () =>
      move(async () => {
        const tag = face?.model ?? wish?.model ?? (await site.defaultTag());
        portrait.setBase(seedFace(tag, freshSeed()));
      }, LEAVE),
    setDial: (name, position) => move(() => portrait.setDial(directionKey(name), position)),
    async turn(yaw, pitch) {
      // Where the generator does not come there is nothing to turn.
      if (waking === undefined) {
        return;
      }
      await move(async () => {
        await waking;
        const model = await modelOfFace();
        for (const [names, way] of [
          [YAW, yaw],
          [PITCH, pitch],
        ] as const) {
          const index = directionNamed(model, names);
          const name = model.directions[index]?.name ?? names[0];
          // A model that turns no heads is told of once, for the way that a hand most likely took.
          if (index >= 0 || names === YAW) {
            portrait.setDial(directionKey(name), portrait.position(model, index) + way);
          }
        }
      });
    },
    async dials() {
      const model = await modelOfFace();
      return model.directions.map(({ name, ends }, index) => {
        return { name, ends, position: portrait.position(model, index) };
      });
    },
    commit,
    setWalking,
    watchModel() {
      if (watched) {
        return;
      }
      watched = true;
      if (face !== null) {
        tellModel(face.model);
      }
    },
    position: portrait.position,
    rest() {
      rests += 1;
      void setWalking(false);
      live.stop();
    },
    tell,
  };
}
