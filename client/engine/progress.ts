/** How far the loading of one model has come. */

/** `fraction` is the whole of it, in 0 … 1, and never falls while one model loads. */
export type Progress =
  /** Asking the browser what it can run, and the server what there is. */
  | { stage: 'choosing'; fraction: number }
  /** Bytes of the model and of ONNX Runtime, after any content coding. */
  | { stage: 'downloading'; fraction: number; loaded: number; total: number }
  /** Compiling, and setting up the session. */
  | { stage: 'starting'; fraction: number }
  /** Drawing the probe face, to compare it with the published one. */
  | { stage: 'checking'; fraction: number }
  | { stage: 'ready'; fraction: number };

/** What part of the whole each stage begins with; a download takes most of the time where it takes any. */
const STARTING = 0.9;
const CHECKING = 0.97;

/** Adds up what several downloads report, and tells the stages apart. */
export type Tally = {
  /** Declares a download of `total` bytes; returns what to call with the bytes of it that have come so far. */
  expect(total: number): (loaded: number) => void;
  starting(): void;
  checking(): void;
  ready(): void;
};

/**
 * @param report called with each step; all downloads must be declared before the first of them reports, or the
 *   fraction waits until the total has been caught up with
 */
export function createTally(report: (progress: Progress) => void): Tally {
  const parts: { loaded: number; total: number }[] = [];
  let fraction = 0;
  function rise(to: number): number {
    fraction = Math.max(fraction, to);
    return fraction;
  }
  report({ stage: 'choosing', fraction });
  return {
    expect(total) {
      const part = { loaded: 0, total };
      parts.push(part);
      return (bytes) => {
        part.loaded = Math.min(bytes, part.total);
        const loaded = parts.reduce((sum, each) => sum + each.loaded, 0);
        const whole = parts.reduce((sum, each) => sum + each.total, 0);
        report({ stage: 'downloading', fraction: rise(STARTING * (loaded / whole)), loaded, total: whole });
      };
    },
    starting: () => report({ stage: 'starting', fraction: rise(STARTING) }),
    checking: () => report({ stage: 'checking', fraction: rise(CHECKING) }),
    ready: () => report({ stage: 'ready', fraction: rise(1) }),
  };
}
