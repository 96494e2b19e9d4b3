/** A proxy before the site that ends one response halfway. */
import { passOn, type SiteProxy, startProxy } from './proxy.ts';

/** How long the connection stays open after half of the body, in milliseconds, so that all that was sent arrives. */
const ARRIVAL_MS = 100;

export type TruncatingProxy = SiteProxy & {
  /** The Range header of every request for the file, or null. */
  readonly ranges: readonly (string | null)[];
};

/** @param ending of the file's path; the first response ends after half of its bytes */
export async function startTruncatingProxy(site: string, ending: string): Promise<TruncatingProxy> {
  const ranges: (string | null)[] = [];
  const proxy = await startProxy({
    site: () => site,
    async deliver(answer, exchange) {
      const { request, response, path } = exchange;
      if (!path.endsWith(ending) || ranges.push(request.headers.range ?? null) > 1) {
        passOn(answer, exchange);
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const half = Number(answer.headers['content-length']) / 2;
      let sent = 0;
      for await (const chunk of answer) {
        await new Promise((resolve) => response.write(chunk, resolve));
        sent += chunk.length;
        if (sent >= half) {
          break;
        }
      }
      setTimeout(() => response.destroy(), ARRIVAL_MS);
    },
  });
  return { ...proxy, ranges };
}
