/** Records what really goes over the network: a browser reports requests, but not whether one of its caches answered. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Transfer = {
  readonly path: string;
  readonly status: number;
  /** When the response began, in `Date.now()` milliseconds. */
  readonly at: number;
};

export type TransferProxy = {
  /** The site's URL through this proxy: `http://localhost:PORT`. */
  readonly url: string;
  /** The requests so far, in the order of their responses. */
  readonly transfers: readonly Transfer[];
  stop(): void;
};

/** Starts a proxy before a site that passes everything on unchanged and records it. */
export async function startTransferProxy(site: string): Promise<TransferProxy> {
  const exchanges: Transfer[] = [];
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
    transfers: exchanges,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
