/** On the first signal a run finishes its step and saves; on a second one it ends at once. */
import { constants } from 'node:os';

/** Milliseconds within which signals are one key press: a terminal signals the whole process group, and npm forwards it too. */
const ONE_PRESS = 500;

/**
 * A signal that is aborted at the first SIGINT or SIGTERM; a later one ends the process with the exit code of a
 * process killed by it.
 */
export function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  function onSignal(name: NodeJS.Signals): void {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort(name);
    } else if (performance.now() - first > ONE_PRESS) {
      process.exit(128 + constants.signals[name]);
    }
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return controller.signal;
}

/** What a promise resolves to, or undefined as soon as the signal is aborted; what it rejects with then is ignored. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const settled = new AbortController();
  promise.catch(() => {});
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { signal: settled.signal });
  });
  try {
    return signal.aborted ? undefined : await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}
