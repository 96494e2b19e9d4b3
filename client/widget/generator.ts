/** What draws one widget's face on the device: off, on its way, or ready. */
import type { Face } from '../../latent/face.ts';
import { FaceError } from './failure.ts';
import type { Live } from './live.ts';
import type { LiveDrawing, LiveSubject } from './live-drawing.ts';
import type { FaceSite } from './site.ts';
import type { WidgetView } from './view.ts';

export type Generator = {
  /** Whether it draws, or is on its way. */
  readonly on: boolean;
  /**
   * Loads it and draws the first face, unless that is done.
   *
   * @throws FaceError, EngineError
   */
  start(): Promise<void>;
  /**
   * Draws, unless a later call replaces this one before its turn.
   *
   * @param size how many pixels wide; by default as many as the element has on screen
   * @throws FaceError, EngineError
   */
  draw(subject: LiveSubject, size?: number): Promise<void>;
  /** Whether the element has become larger on screen than what was drawn last. */
  readonly tooSmall: boolean;
  /** Aborts what is under way. Where the first face has not been drawn yet, the generator is off. */
  suspend(): void;
  /** From now on the site draws. */
  turnOff(): void;
};

export type GeneratorEvents = {
  firstFace(): Promise<Face>;
  /** The first face was drawn. */
  onReady(live: Live): void;
  /** Awaited before `start` rejects. */
  onFailed(error: unknown): Promise<void>;
};

/** More pixels than any model has: a face is drawn at its model's resolution. */
export const FULL_SIZE = Number.POSITIVE_INFINITY;

/** How long the engine may give no sign of life, neither progress nor a picture, in milliseconds. */
const STALL_LIMIT_MS = 60_000;

/** @param edge how many pixels wide the element is on screen at the moment */
export function createGenerator(
  site: Pick<FaceSite, 'live'>,
  view: Pick<WidgetView, 'canvas' | 'show' | 'setProgress'>,
  edge: () => number,
  { firstFace, onReady, onFailed }: GeneratorEvents,
): Generator {
  let started: Promise<void> | null = null;
  /** Aborted where it is suspended before the first face is drawn. */
  let starting: AbortController | undefined;
  let live: Live | undefined;
  let drawing: LiveDrawing | undefined;
  let drawnSize = 0;

  /** @throws FaceError where the engine gives no sign of life for too long */
  async function withinLimit(work: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopProgress: (() => void) | undefined;
    const stalled = new Promise<never>((_, reject) => {
      function restart(): void {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const message = `nothing arrived for ${STALL_LIMIT_MS / 1000} seconds`;
          reject(new FaceError('network', message, { reason: 'timeout' }));
          // A later touch starts another worker, which does not wait for what this one waits for.
          live?.engine.close();
        }, STALL_LIMIT_MS);
      }
      restart();
      stopProgress = live?.onProgress(restart);
    });
    try {
      await Promise.race([work, stalled]);
    } finally {
      clearTimeout(timer);
      stopProgress?.();
    }
  }

  async function draw(subject: LiveSubject, size = edge()): Promise<void> {
    if (drawing === undefined) {
      return;
    }
    drawnSize = size;
    await withinLimit(drawing.draw(subject, size));
  }

  async function load(signal: AbortSignal): Promise<void> {
    view.setProgress(0);
    await withinLimit(
      site.live().then((loaded) => {
        live = loaded;
        drawing ??= loaded.createDrawing(loaded.engine, view.canvas, () => view.show('drawing'));
      }),
    );
    const stopProgress = live?.onProgress(({ fraction }) => view.setProgress(fraction));
    try {
      const face = await firstFace();
      if (!signal.aborted) {
        await draw(face);
      }
    } finally {
      stopProgress?.();
    }
  }

  async function start(signal: AbortSignal): Promise<void> {
    try {
      await load(signal);
    } catch (error) {
      if (!signal.aborted) {
        drawing?.stop();
        view.setProgress(null);
        await onFailed(error);
      }
      throw error;
    }
    if (!signal.aborted && live !== undefined) {
      starting = undefined;
      view.setProgress(null);
      onReady(live);
    }
  }

  return {
    get on() {
      return started !== null;
    },
    start() {
      if (started === null) {
        starting = new AbortController();
        started = start(starting.signal);
      }
      return started;
    },
    draw,
    get tooSmall() {
      return edge() > drawnSize;
    },
    suspend() {
      drawing?.stop();
      if (starting !== undefined) {
        starting.abort();
        starting = undefined;
        started = null;
        view.setProgress(null);
      }
    },
    turnOff() {
      started = null;
    },
  };
}
