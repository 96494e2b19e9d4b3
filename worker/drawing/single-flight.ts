/** Work that many requests want at once is done once in an isolate. */
import type { ExecutionContext } from 'hono';

/**
 * How long others wait for work that a request began before they do it themselves, in milliseconds. The runtime may end
 * a request that uses too much, and what it promised then never settles.
 */
const PATIENCE_MS = 5000;

/**
 * Runs `work` unless it is under way for that key already, and gives its outcome to all who ask meanwhile. The request
 * that began it stays alive until it is done, even if its client goes away. Errors are not kept.
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
    const underWay = flights.get(key);
    if (underWay === undefined) {
      return begin(key, context, work);
    }
    const outcome = await Promise.race([
      underWay.then((value) => ({ value })),
      scheduler.wait(PATIENCE_MS).then(() => undefined),
    ]);
    return outcome === undefined ? begin(key, context, work) : outcome.value;
  };
}
