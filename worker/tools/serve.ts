/**
 * Serves the built site with the worker in workerd, for `npm start` and for tests. It runs Miniflare alone, which starts in less
 * than half the time of `wrangler dev`: that puts a second workerd before it, and bundles the worker again when it changes.
 *
 * Miniflare simulates Cloudflare's edge in front of the worker, but not exactly: it compresses text and WebAssembly again,
 * ranges too, in the first coding that the client names. Cloudflare's edge does not.
 *
 * Where workerd is killed (by the kernel, for lack of memory), Miniflare starts it again.
 */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { CATALOG_PATH } from '../site/catalog.ts';
import { bundleWorker } from './bundle-worker.ts';
import { databaseFiles, migrate, persistedState } from './migrate.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOST = 'localhost';
const CONFIGURATION = join(ROOT, 'wrangler.toml');
const SITE = join(ROOT, 'dist', 'site');

export type Server = {
  /** Without a slash at the end: `http://localhost:8787`. */
  readonly url: string;
  /** Ends the server and the workerd process behind it. */
  readonly stop: () => Promise<void>;
};

/**
 * Binds a port for a moment, because workerd does not say why it cannot bind one.
 *
 * @param port 0 for any free one
 * @returns the port
 * @throws Error that says why the port cannot be used
 */
export function reservePort(port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', (cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'another program listens on it' : cause.message;
    reject(new Error(`port ${port} cannot be used: ${why}`, { cause }));
  });
  probe.listen(port, HOST, () => {
    const { port: bound } = probe.address() as AddressInfo;
    probe.close(() => resolve(bound));
  });
  return promise;
}

export type ServerOptions = {
  /** Of localhost; by default any free one. */
  readonly port?: number;
  /** The folder of the site; by default dist/site, which `npm run build` builds. */
  readonly site?: string;
  /** The folder of short links; by default a temporary one, which is removed with the server. */
  readonly state?: string;
};

/** Migrates the database. If it cannot be used, says so on stderr: everything but short links works without it. */
async function prepareLinks(miniflare: Miniflare, state: string): Promise<void> {
  try {
    await migrate(await miniflare.getD1Database('LINKS'));
  } catch (error) {
    const files = await databaseFiles(state);
    console.error(
      `Short links do not work, everything else does: the database ${files.join(', ')} cannot be used ` +
        `(${error instanceof Error ? error.message : error}). Is it read-only or damaged? Move it away to begin with an empty one.`,
    );
  }
}

/** The worker as wrangler.toml describes it, with the files of a site. */
async function workerFor(site: string) {
  const overrides = { assets: { directory: site } };
  const { workerOptions, main = '' } = unstable_getMiniflareWorkerOptions(CONFIGURATION, undefined, {
    overrides,
  });
  return { ...workerOptions, modules: await bundleWorker(main) };
}

type Worker = Awaited<ReturnType<typeof workerFor>>;

/** @throws Error where workerd does not start with that folder of state */
async function startMiniflare(worker: Worker, port: number, state: string): Promise<Miniflare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...worker,
      host: HOST,
      port,
      // Otherwise Miniflare asks Cloudflare where this machine is, over the network.
      cf: false,
      // The folder that `wrangler dev` uses, too.
      resourcePersistencePath: persistedState(state),
      handleStructuredLogs({ level, message }) {
        if (level === 'error' || level === 'warn') {
          console.error(message);
        }
      },
    }),
  );
  await miniflare.ready.catch(async (error: unknown) => {
    await miniflare.dispose().catch(() => undefined);
    throw error;
  });
  return miniflare;
}

/** workerd's message is long, and has the reason in the middle. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.match(/ = ([^=]*: SQLITE_\w+)/)?.[1] ?? text;
}

/**
 * Serves a built site. If workerd does not start with the folder of state, it gets an empty temporary one, and short links do
 * not work.
 *
 * @throws Error if the site is not built or the port cannot be used
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { port = 0, site = SITE } = options;
  await access(join(site, CATALOG_PATH)).catch((cause: unknown) => {
    throw new Error(`there is no site in ${site}: \`npm run build\` makes it`, { cause });
  });
  const free = await reservePort(port);
  const temporary = await mkdtemp(join(tmpdir(), 'dareka-state-'));
  const state = options.state ?? temporary;
  const worker = await workerFor(site);
  let miniflare: Miniflare;
  try {
    miniflare = await startMiniflare(worker, free, state);
    await prepareLinks(miniflare, state);
  } catch (error) {
    if (state === temporary) {
      throw error;
    }
    console.error(
      `Short links do not work, everything else does: the folder ${state} cannot be used (${reasonOf(error)}). ` +
        'Is it damaged, or the disk full? Move it away to begin with an empty one.',
    );
    // Not migrated: without its table, short links are refused instead of lost when the server ends.
    miniflare = await startMiniflare(worker, free, temporary);
  }
  async function stop() {
    await miniflare.dispose();
    await rm(temporary, { recursive: true, force: true });
  }
  return { url: (await miniflare.ready).origin, stop };
}
