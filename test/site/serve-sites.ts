/**
 * A process that serves the built site, and those other sites that several files of tests visit: each of these is built once, when
 * the first file asks for it. `global-setup.ts` starts the process; it ends, and the sites with it, when that one disconnects.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer } from '../../worker/tools/serve.ts';
import type { TemporarySite } from './temporary-site.ts';

/** The module of a site is loaded when a test asks for it: what builds sites takes seconds to load. */
const STARTS = {
  conditional: async () =>
    (await import('./site-with-conditional-models.ts')).startSiteWithConditionalModels(),
  directions: async () => (await import('./site-with-directions.ts')).startSiteWithDirections(),
  large: async () => (await import('./site-with-large-models.ts')).startSiteWithLargeModels(),
  rebuilt: async () => (await import('./rebuilt-site.ts')).startRebuiltSite(),
  small: async () => (await import('./site-with-small-model.ts')).startSiteWithSmallModel(),
  training: async () => (await import('./site-with-small-training.ts')).startSiteWithSmallTraining(),
} as const;

export type SharedSiteName = keyof typeof STARTS;

/** What the process sends once it serves. */
export type Served = {
  /** Where the built site is: `http://localhost:PORT`. */
  readonly site: string;
  /** Answers `/NAME` with the `url` and the `folder` of that site as JSON, or with status 500 and what went wrong. */
  readonly sharedSites: string;
};

function isName(name: string): name is SharedSiteName {
  return Object.hasOwn(STARTS, name);
}

const started = new Map<SharedSiteName, Promise<TemporarySite>>();

function siteOf(name: string): Promise<TemporarySite> {
  if (!isName(name)) {
    throw new Error(`there is no site "${name}"`);
  }
  const site = started.get(name) ?? STARTS[name]();
  started.set(name, site);
  return site;
}

const server = createServer(async (request, response) => {
  try {
    const { url, folder } = await siteOf((request.url ?? '').slice(1));
    response.end(JSON.stringify({ url, folder }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});

process.once('disconnect', async () => {
  const running = await Promise.allSettled([site, ...started.values()]);
  await Promise.all(running.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
  process.exit();
});

const site = startServer();
const { url } = await site;
await once(server.listen(0, 'localhost'), 'listening');
const { port } = server.address() as AddressInfo;
process.send?.({ site: url, sharedSites: `http://localhost:${port}` } satisfies Served);
