/** Concurrent requests for the same work share one run of it in an isolate. */
import type { ExecutionContext } from 'hono';

/**
 * In milliseconds: how long a request waits for work that another one started before it does the work itself. The
 * runtime may end a request that uses too much CPU, and then its promise never settles.
 */
const MAX_WAIT_MS = 5000;

/**
 * Runs `work`, unless it is running for that key already: then this call shares its outcome. The request that started
 * it stays alive until it is done, even if its client disconnects. Errors are not remembered. Of those who have waited long
 * enough one does the work once more, and all get what is done first.
 */
export type SingleFlight<T> = (
  key: string,
  context: Pick<ExecutionContext, 'waitUntil'>,
  work: () => Promise<T>,
) => Promise<T>;

type SingleFlightOptions = {
  /** Whether an error says something of the request that started the work, and not of the work: others then do it themselves. */
  readonly isOwn?: (error: unknown) => boolean;
  /** Settles when a request has waited long enough for another one. */
  readonly patience?: () => Promise<unknown>;
};

export function singleFlight<T>({
  isOwn = () => false,
  patience = () => scheduler.wait(MAX_WAIT_MS),
}: SingleFlightOptions = {}): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();

  /** @returns undefined for an error of another request alone. @throws any other error */
  function overlook(error: unknown): undefined {
    if (!isOwn(error)) {
      throw error;
    }
  }

  /** @param slow an earlier run, which may be done first */
  function begin(
    key: string,
    context: Pick<ExecutionContext, 'waitUntil'>,
    work: () => Promise<T>,
    slow?: Promise<T>,
  ): Promise<T> {
    const own = work();
    context.waitUntil(own.catch(() => undefined));
    const earlier = slow?.catch((error) => overlook(error) ?? own);
    const flight = Promise.race(earlier === undefined ? [own] : [own, earlier]).finally(() => {
      if (flights.get(key) === flight) {
        flights.delete(key);
      }
    });
    flights.set(key, flight);
    return flight;
  }

  return async (key, context, work) => {
    let waitedFor: Promise<T> | undefined;
    for (;;) {
      const running = flights.get(key);
      if (running === undefined || running === waitedFor) {
        return begin(key, context, work, running);
      }
      const outcome = await Promise.race([
        running.then((value) => ({ value }), overlook),
        patience().then(() => undefined),
      ]);
      if (outcome !== undefined) {
        return outcome.value;
      }
      // It was refused, or is slow. Another request may have begun anew since.
      waitedFor = running;
    }
  };
}
