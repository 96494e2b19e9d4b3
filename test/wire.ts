/** What really goes over the wire: browsers tell of requests, but not whether one of their caches had the answer. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Exchange = {
  readonly path: string;
  readonly status: number;
  /** When it was answered, as `Date.now()` tells it. */
  readonly at: number;
};

export type Wire = {
  /** Where the site is, by way of this wire: `http://localhost:PORT`. */
  readonly url: string;
  /** What was asked for so far, in the order of the answers. */
  readonly exchanges: readonly Exchange[];
  stop(): void;
};

/** Puts a wire before a site that passes everything on as it is, and notes it. */
export async function openWire(site: string): Promise<Wire> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, site), { method, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      exchanges.push({ path: new URL(url, site).pathname, status, at: Date.now() });
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(onward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    exchanges,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
