/**
 * Serves the built site with the worker in workerd, as `wrangler dev` does: for `npm start` and for tests.
 *
 * Miniflare plays Cloudflare's edge in front of the worker, and plays it roughly: text and WebAssembly it encodes
 * anew in the first coding that the client names, ranges too, which the real edge leaves alone.
 */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkerdStructuredLog } from 'miniflare';
import { unstable_startWorker } from 'wrangler';
import { CATALOG_PATH } from '../site/catalog.ts';
import { migrate } from './migrate.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOST = 'localhost';
const SITE = join(ROOT, 'dist', 'site');

export type Server = {
  /** Without a slash at the end: `http://localhost:8787`. */
  readonly url: string;
  /** Ends the server and the workerd process behind it. */
  readonly stop: () => Promise<void>;
};

/**
 * Binds a port for a moment, since workerd only says that it could not.
 *
 * @param port 0 for any free one
 * @returns the port
 * @throws Error that says why the port cannot be had
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

/**
 * Serves a built site.
 *
 * @param options.port of localhost; any free one where it is left out
 * @param options.site the folder; dist/site, which `npm run build` makes, where it is left out
 * @param options.state the folder that short links are kept in; one of its own that goes with the server where it is
 *   left out
 * @throws Error where the site is not built, or the port cannot be had
 */
export async function startServer(
  options: { port?: number; site?: string; state?: string } = {},
): Promise<Server> {
  const { port = 0, site = SITE } = options;
  await access(join(site, CATALOG_PATH)).catch((cause: unknown) => {
    throw new Error(`there is no site in ${site}: \`npm run build\` makes it`, { cause });
  });
  const free = await reservePort(port);
  const state = options.state ?? (await mkdtemp(join(tmpdir(), 'dareka-state-')));
  // Miniflare would ask Cloudflare where this machine is. Nothing here needs to know, or the network.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false';
  await migrate(state);
  const worker = await unstable_startWorker({
    config: join(ROOT, 'wrangler.toml'),
    assets: site,
    dev: {
      server: { hostname: HOST, port: free },
      inspector: false,
      watch: false,
      persist: state,
      logLevel: 'warn',
      structuredLogsHandler: ({ level, message }: WorkerdStructuredLog) => {
        if (level === 'error' || level === 'warn') {
          console.error(message);
        }
      },
    },
  });
  await worker.ready;
  async function stop() {
    await worker.dispose();
    if (options.state === undefined) {
      await rm(state, { recursive: true, force: true });
    }
  }
  return { url: (await worker.url).origin, stop };
}
