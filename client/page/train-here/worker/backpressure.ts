/**
 * Holds a training up until the page has shown what was reported. Where every core trains, a frame of the page would share them with the
 * threads of the step, and take three times as long.
 */

/** A page that cannot show anything holds the training up no longer than this, in milliseconds. */
const LIMIT_MS = 100;

export type Backpressure = {
  /** Something was sent to the page that it will show. */
  reported(): void;
  /** Waits until the page has shown what was reported; not at all where nothing was. */
  whenShown(): Promise<void>;
  /** The page has shown everything that it was sent before it was asked. */
  shown(): void;
};

/** @param ask sends the page the question that it answers once it has shown everything */
export function createBackpressure(ask: () => void): Backpressure {
  let isReported = false;
  let goOn: (() => void) | undefined;
  return {
    reported() {
      isReported = true;
    },
    async whenShown() {
      if (!isReported) {
        return;
      }
      isReported = false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LIMIT_MS);
        goOn = () => {
          clearTimeout(timer);
          resolve();
        };
        ask();
      });
      goOn = undefined;
    },
    shown: () => goOn?.(),
  };
}
