/** A proxy before the site whose answers can be held back or replaced by a server error, path by path, or be those of another site. */
import { buffer } from 'node:stream/consumers';
import { type SiteProxy, startProxy } from './proxy.ts';

export type Fault =
  /** Status 503. */
  | 'unavailable'
  /** No answer until the fault is removed. */
  | 'silent'
  /** The first half of the body, and the rest when the fault is removed. */
  | 'half';

export type FaultySite = SiteProxy & {
  /** From now on another site answers at this URL. */
  replaceSite(site: string): void;
  setFault(path: string, fault: Fault): void;
  /** Sends what was held back; from now on the proxy answers as the site does. */
  removeFault(path: string): void;
};

export async function startFaultySite(first: string): Promise<FaultySite> {
  let site = first;
  const faults = new Map<string, { fault: Fault; removed: Promise<void>; remove: () => void }>();

  const proxy = await startProxy({
    site: () => site,
    async before({ response, path }) {
      const held = faults.get(path);
      if (held?.fault === 'silent') {
        await held.removed;
      }
      if (held?.fault !== 'unavailable') {
        return false;
      }
      response.writeHead(503).end();
      return true;
    },
    async deliver(answer, { response, path }) {
      const body = await buffer(answer);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const held = faults.get(path);
      const sent = held?.fault === 'half' ? body.length >> 1 : 0;
      if (sent > 0) {
        response.write(body.subarray(0, sent));
        await held?.removed;
      }
      response.end(body.subarray(sent));
    },
  });
  return {
    ...proxy,
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
  };
}
