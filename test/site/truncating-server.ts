/** A proxy before the site that ends one response halfway. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TruncatingServer = {
  url: string;
  /** The Range header of every request for the file, or null. */
  ranges: (string | null)[];
  close(): Promise<void>;
};

/** @param ending of the file's path; the first response ends after half of its bytes */
export async function startTruncatingServer(site: string, ending: string): Promise<TruncatingServer> {
  const ranges: (string | null)[] = [];

  function forward(from: IncomingMessage, to: ServerResponse): void {
    const target = new URL(from.url ?? '/', site);
    const cut = target.pathname.endsWith(ending) && ranges.push(from.headers.range ?? null) === 1;
    const onward = request(target, { method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!cut) {
        answer.pipe(to);
        return;
      }
      const half = Number(answer.headers['content-length']) / 2;
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        sent += chunk.length;
        if (sent < half) {
          to.write(chunk);
        }
        // Waits until what was written has arrived.
        else {
          to.write(chunk, () => setTimeout(() => to.destroy(), 100));
        }
        if (sent >= half) {
          answer.destroy();
        }
      });
    });
    onward.on('error', () => to.destroy());
    onward.end();
  }

  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
