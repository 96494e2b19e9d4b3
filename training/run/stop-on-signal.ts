/** Asked to stop, a run finishes its step and saves; asked again, it stops at once. */
import { constants } from 'node:os';

/** Within so many milliseconds it is one key press: a terminal tells the whole group, and npm passes it on as well. */
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
