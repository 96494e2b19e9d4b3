/**
 * A server that is started again when it no longer answers. After workerd was killed (by the kernel, for lack of memory),
 * Miniflare goes on listening, but every request waits for ever.
 */
import { type Server, type ServerOptions, startServer } from './serve.ts';

/** In milliseconds: the time between two checks, and how long a check waits for the answer. */
const CHECK_EVERY = 5000;
const PATIENCE = 10_000;
/** How many checks in a row have to fail before the server is started again: a busy machine may fail one. */
const MAX_FAILURES = 2;

/** Asks for a small answer that needs no database. */
async function isAnswering(url: string, patience: number): Promise<boolean> {
  return fetch(`${url}/robots.txt`, { signal: AbortSignal.timeout(patience) }).then(
    (response) => response.ok,
    () => false,
  );
}

/**
 * As `startServer`, on the same port from start to start.
 *
 * @param times for tests
 */
export async function keepServing(
  options: ServerOptions,
  { every = CHECK_EVERY, patience = PATIENCE } = {},
): Promise<Server> {
  let server = await startServer(options);
  const { url } = server;
  const port = Number(new URL(url).port);
  let failures = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    failures = (await isAnswering(url, patience)) ? 0 : failures + 1;
    if (failures === MAX_FAILURES && !stopped) {
      console.error('The server does not answer: it is started again.');
      // Not all of it can be stopped in order.
      await server.stop().catch(() => undefined);
      server = await startServer({ ...options, port });
      failures = 0;
    }
    next();
  }
  function next(): void {
    if (!stopped) {
      timer = setTimeout(() => void check().catch(fail), every);
    }
  }
  /** A process that serves nothing must not look alive. */
  function fail(error: Error): void {
    console.error(error.message);
    process.exit(1);
  }
  next();
  return {
    url,
    stop() {
      stopped = true;
      clearTimeout(timer);
      return server.stop();
    },
  };
}
