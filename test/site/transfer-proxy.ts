/** Records what goes over the network: a browser reports requests, but not whether one of its caches answered them. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Transfer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Bytes of the encoded body received so far. */
  bytes: number;
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
  const transfers: Transfer[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', headers, url = '/' } = incoming;
    const onward = request(new URL(url, site), { method, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      const transfer = { method, path: new URL(url, site).pathname, status, bytes: 0, at: Date.now() };
      transfers.push(transfer);
      answer.on('data', (chunk: Buffer) => {
        transfer.bytes += chunk.length;
      });
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(onward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    transfers,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
