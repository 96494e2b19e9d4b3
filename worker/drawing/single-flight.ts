/** Concurrent requests for the same work share one run of it in an isolate. */
import type { ExecutionContext } from 'hono';

/**
 * In milliseconds: how long a request waits for work that another one started before it does the work itself. The
 * runtime may end a request that uses too much CPU, and then its promise never settles.
 */
const MAX_WAIT_MS = 5000;

/**
 * Runs `work`, unless it is running for that key already: then this call shares its outcome. The request that started
 * it stays alive until it is done, even if its client disconnects. Errors are not remembered.
 */
export type SingleFlight<T> = (
  key: string,
  context: Pick<ExecutionContext, 'waitUntil'>,
  work: () => Promise<T>,
) => Promise<T>;

export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();

  const begin: SingleFlight<T> = (key, context, work) => {
    const flight = work().finally(() => {
      if (flights.get(key) === flight) {
        flights.delete(key);
      }
    });
    flights.set(key, flight);
    context.waitUntil(flight.catch(() => undefined));
    return flight;
  };

  return async (key, context, work) => {
    const running = flights.get(key);
    if (running === undefined) {
      return begin(key, context, work);
    }
    const outcome = await Promise.race([
      running.then((value) => ({ value })),
      scheduler.wait(MAX_WAIT_MS).then(() => undefined),
    ]);
    return outcome === undefined ? begin(key, context, work) : outcome.value;
  };
}
