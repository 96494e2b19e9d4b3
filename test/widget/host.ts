/** A host site on an origin of its own, whose pages contain a widget. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostPage = {
  /** HTML of the body. `SITE` in it stands for the site's origin. */
  body: string;
  head?: string;
  /** Response headers, such as a policy. `SITE` stands for the site's origin. */
  headers?: Readonly<Record<string, string>>;
};

export type Host = {
  /** `http://localhost:PORT`, never the site's. */
  readonly origin: string;
  /** Serves a page, or a file, at that path from now on. */
  serve(path: string, page: HostPage | { type: string; content: string | Uint8Array }): void;
  stop(): Promise<void>;
};

/** The widget's script tag, as a host page writes it. */
export const SCRIPT = '<script type="module" src="SITE/embed/v1/dareka.js"></script>';

/** The headers that make a page cross-origin isolated. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** @param site the origin that `SITE` stands for */
export async function startHost(site: string): Promise<Host> {
  const served = new Map<
    string,
    { type: string; content: string | Uint8Array; headers: [string, string][] }
  >();
  const named = (text: string): string => text.replaceAll('SITE', site);
  const server = createServer((request, response) => {
    const found = served.get(new URL(request.url ?? '/', 'http://host.invalid').pathname);
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, [['Content-Type', found.type], ...found.headers].flat());
    response.end(found.content);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    serve(path, page) {
      if ('type' in page) {
        served.set(path, { ...page, headers: [] });
        return;
      }
      const { head = '', body, headers = {} } = page;
      const content = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title>
        <link rel="icon" href="data:,">${named(head)}</head><body>${named(body)}</body></html>`;
      served.set(path, {
        type: 'text/html; charset=utf-8',
        content,
        headers: Object.entries(headers).map(([name, value]) => [name, named(value)]),
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
