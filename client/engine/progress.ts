/** Public entry `@dareka/engine/progress`: the progress of loading one model, or a training of the page. */

/** A step of loading. `fraction` is of the whole, 0 … 1, and never falls while one model loads. */
export type Progress =
  /** Finding out what the browser can run and which models there are. */
  | { stage: 'choosing'; fraction: number }
  /** `loaded` and `total` are bytes of the model and of ONNX Runtime, decoded. */
  | { stage: 'downloading'; fraction: number; loaded: number; total: number }
  /** Compiling, and creating the session. */
  | { stage: 'starting'; fraction: number }
  /** Drawing the probe face and comparing it with the published picture. */
  | { stage: 'checking'; fraction: number }
  | { stage: 'ready'; fraction: number };

/** The fraction at which each stage begins. Where files have to be downloaded, that takes most of the time. */
const STARTING = 0.9;
const CHECKING = 0.97;

/** Adds up the progress of several downloads and of the stages after them. */
export type ProgressTracker = {
  /** Declares a download of `total` bytes. @returns a function to call with the number of bytes received so far */
  addDownload(total: number): (loaded: number) => void;
  starting(): void;
  checking(): void;
  ready(): void;
};

/**
 * @param report called with each step. Declare all downloads before the first of them reports; otherwise the fraction
 *   stands still until it has caught up with the larger total
 */
export function createProgressTracker(report: (progress: Progress) => void): ProgressTracker {
  const parts: { loaded: number; total: number }[] = [];
  let fraction = 0;
  function rise(to: number): number {
    fraction = Math.max(fraction, to);
    return fraction;
  }
  report({ stage: 'choosing', fraction });
  return {
    addDownload(total) {
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
