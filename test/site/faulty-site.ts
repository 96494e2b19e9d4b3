/** A proxy before the site whose answers can be held back or replaced by a server error, path by path, or be those of another site. */
import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  /** Status 503. */
  | 'unavailable'
  /** No answer until the fault is removed. */
  | 'silent'
  /** The first half of the body, and the rest when the fault is removed. */
  | 'half';

export type FaultySite = {
  /** The site's URL through this proxy: `http://localhost:PORT`. */
  readonly url: string;
  /** From now on another site answers at this URL. */
  replaceSite(site: string): void;
  setFault(path: string, fault: Fault): void;
  /** Sends what was held back; from now on the proxy answers as the site does. */
  removeFault(path: string): void;
  stop(): void;
};

export async function startFaultySite(first: string): Promise<FaultySite> {
  let site = first;
  const faults = new Map<string, { fault: Fault; removed: Promise<void>; remove: () => void }>();

  async function pass(body: Buffer, response: ServerResponse, path: string): Promise<void> {
    const held = faults.get(path);
    if (held?.fault === 'half') {
      const half = body.length >> 1;
      response.write(body.subarray(0, half));
      await held.removed;
      response.end(body.subarray(half));
    } else {
      response.end(body);
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const path = new URL(url, site).pathname;
    const held = faults.get(path);
    if (held?.fault === 'unavailable') {
      outgoing.writeHead(503).end();
      return;
    }
    if (held?.fault === 'silent') {
      await held.removed;
    }
    const onward = request(new URL(url, site), { method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) {
        chunks.push(chunk);
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      await pass(Buffer.concat(chunks), outgoing, path);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    onward.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    replaceSite(other) {
      site = other;
    },
    setFault(path, fault) {
      const { promise: removed, resolve: remove } = Promise.withResolvers<void>();
      faults.set(path, { fault, removed, remove });
    },
    removeFault(path) {
      faults.get(path)?.remove();
      faults.delete(path);
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
