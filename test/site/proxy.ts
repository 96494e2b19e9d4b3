/** A proxy before a site, for what watches the network, or disturbs it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Exchange = {
  readonly request: IncomingMessage;
  /** To the browser; nothing is sent yet. */
  readonly response: ServerResponse;
  readonly path: string;
};

type ProxyOptions = {
  /** The URL of the site, asked for each request. */
  readonly site: () => string;
  /** Before the site is asked. @returns whether it answered itself */
  readonly before?: (exchange: Exchange) => boolean | Promise<boolean>;
  /** Passes the site's answer on. */
  readonly deliver: (answer: IncomingMessage, exchange: Exchange) => void | Promise<void>;
};

export type SiteProxy = {
  /** The site's URL through this proxy: `http://localhost:PORT`. */
  readonly url: string;
  /** Ends it and all its connections. */
  stop(): void;
};

export async function startProxy({ site, before, deliver }: ProxyOptions): Promise<SiteProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', site());
    const exchange = { request: incoming, response: outgoing, path: url.pathname };
    if (await before?.(exchange)) {
      return;
    }
    const { method, headers } = incoming;
    const onward = request(url, { method, headers }, async (answer) => {
      try {
        await deliver(answer, exchange);
      } catch {
        // The site ended before its answer did.
        outgoing.destroy();
      }
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Passes an answer on as it is. */
export function passOn(answer: IncomingMessage, { response }: Exchange): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}
