/**
 * Delays in the page, by which `npm run test:races` finds tests that look at once at what comes later: timers, answers of the network
 * and messages of workers arrive late, each by its own time, as on a busy machine.
 */
import type { BrowserContext } from 'playwright-core';

/** Whether the tests run with delays. */
const HAS_DELAYS = process.env.DAREKA_DELAYS !== undefined;

/** Where the tests run with delays, all pages that the context will have get them. */
export async function addDelays(context: BrowserContext): Promise<void> {
  if (HAS_DELAYS) {
    await context.addInitScript(delayAll);
  }
}

/** Runs in the page, before its scripts. */
function delayAll(): void {
  const TIMER_MS = 100;
  const ANSWER_MS = [200, 900] as const;
  const MESSAGE_MS = [30, 200] as const;

  const laterOf = window.setTimeout;
  const between = ([least, most]: readonly [number, number]): number =>
    least + (most - least) * Math.random();
  const pass = (ms: number): Promise<void> => new Promise((resolve) => void laterOf(resolve, ms));

  Object.assign(window, {
    setTimeout: (handler: TimerHandler, ms = 0, ...given: unknown[]) =>
      laterOf(handler, ms + TIMER_MS, ...given),
  });

  const fetchAtOnce = window.fetch;
  window.fetch = async (...given) => {
    const answer = await fetchAtOnce(...given);
    await pass(between(ANSWER_MS));
    return answer;
  };

  /** Messages of a worker stay in order. */
  const lastOf = new WeakMap<Worker, Promise<void>>();
  const addListener = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (
    this: Worker,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ) {
    if (type !== 'message' || typeof listener !== 'function') {
      return addListener.call(this, type, listener as EventListener, options);
    }
    return addListener.call(
      this,
      type,
      (event) => {
        const arrival = Promise.all([lastOf.get(this), pass(between(MESSAGE_MS))]);
        lastOf.set(
          this,
          arrival.then(() => void listener.call(this, event)),
        );
      },
      options,
    );
  };
}
