/** Which content coding a client gets a file in (RFC 9110, sections 8.4.1 and 12.5.3). */
import { parseAccept } from 'hono/utils/accept';
import { type Coding, type StoredFile, SUFFIX } from '../site/catalog.ts';

/**
 * What the client accepts. Cloudflare puts its own Accept-Encoding on the request that a worker sees, and the
 * client's into `cf`.
 */
export function acceptEncodingOf(request: Request): string {
  const { cf } = request as Request<unknown, IncomingRequestCfProperties>;
  return cf?.clientAcceptEncoding ?? request.headers.get('Accept-Encoding') ?? '';
}

/**
 * The best of the codings that a file is stored in, of those that the client likes best; `identity` where it
 * accepts none of them.
 *
 * @param acceptEncoding the value of an Accept-Encoding header, may be empty
 *
 * @example
 * chooseCoding('gzip, br;q=0.5', { br, gzip }) === 'gzip'
 */
export function chooseCoding(acceptEncoding: string, encoded: StoredFile['encoded']): Coding | 'identity' {
  const accepted = new Map(parseAccept(acceptEncoding).map(({ type, q }) => [type.toLowerCase(), q]));
  const anyOther = accepted.get('*') ?? 0;
  // Content that is not encoded is always acceptable, but the least wanted unless the client ranks it.
  const floor = accepted.get('identity') ?? 0;
  let best: { coding: Coding | 'identity'; weight: number } = { coding: 'identity', weight: floor };
  for (const coding of Object.keys(SUFFIX) as Coding[]) {
    const weight = accepted.get(coding) ?? anyOther;
    const wins = best.coding === 'identity' ? weight >= best.weight && weight > 0 : weight > best.weight;
    if (encoded[coding] !== undefined && wins) {
      best = { coding, weight };
    }
  }
  return best.coding;
}
