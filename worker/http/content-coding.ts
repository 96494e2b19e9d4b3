/** Negotiates the content coding of a file (RFC 9110, sections 8.4.1 and 12.5.3). */
import { parseAccept } from 'hono/utils/accept';
import { CODING_SUFFIX, type ContentCoding, type StoredFile } from '../site/catalog.ts';

/**
 * The client's Accept-Encoding. On Cloudflare the header of the request is Cloudflare's own, and the client's is in
 * `cf`.
 */
export function clientAcceptEncoding(request: Request): string {
  const { cf } = request as Request<unknown, IncomingRequestCfProperties>;
  return cf?.clientAcceptEncoding ?? request.headers.get('Accept-Encoding') ?? '';
}

/**
 * Of the codings that a file is stored in, the one that the client prefers; the better one if it prefers neither,
 * and `identity` if it accepts neither.
 *
 * @param acceptEncoding the value of an Accept-Encoding header, may be empty
 *
 * @example
 * chooseCoding('gzip, br;q=0.5', { br, gzip }) === 'gzip'
 */
export function chooseCoding(
  acceptEncoding: string,
  encoded: StoredFile['encoded'],
): ContentCoding | 'identity' {
  const accepted = new Map(parseAccept(acceptEncoding).map(({ type, q }) => [type.toLowerCase(), q]));
  const anyOther = accepted.get('*') ?? 0;
  // Content without a coding is always acceptable. Unless the client gives it a weight, any accepted coding wins.
  const floor = accepted.get('identity') ?? 0;
  let best: { coding: ContentCoding | 'identity'; weight: number } = { coding: 'identity', weight: floor };
  for (const coding of Object.keys(CODING_SUFFIX) as ContentCoding[]) {
    const weight = accepted.get(coding) ?? anyOther;
    const wins = best.coding === 'identity' ? weight >= best.weight && weight > 0 : weight > best.weight;
    if (encoded[coding] !== undefined && wins) {
      best = { coding, weight };
    }
  }
  return best.coding;
}
