/** Records what goes over the network: a browser reports requests, but not whether one of its caches answered them. */
import { passOn, type SiteProxy, startProxy } from './proxy.ts';

export type Transfer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Bytes of the encoded body received so far. */
  bytes: number;
  /** When the response began, in `Date.now()` milliseconds. */
  readonly at: number;
};

export type TransferProxy = SiteProxy & {
  /** The requests so far, in the order of their responses. */
  readonly transfers: readonly Transfer[];
};

/** Starts a proxy before a site that passes everything on unchanged and records it. */
export async function startTransferProxy(site: string): Promise<TransferProxy> {
  const transfers: Transfer[] = [];
  const proxy = await startProxy({
    site: () => site,
    deliver(answer, exchange) {
      const { method = 'GET' } = exchange.request;
      const status = answer.statusCode ?? 0;
      const transfer = { method, path: exchange.path, status, bytes: 0, at: Date.now() };
      transfers.push(transfer);
      answer.on('data', (chunk: Buffer) => {
        transfer.bytes += chunk.length;
      });
      passOn(answer, exchange);
    },
  });
  return { ...proxy, transfers };
}
