/** Limits on what takes work (wrangler.toml has the numbers). */
import type { WorkerContext } from '../env.ts';
import { log } from '../log.ts';
import { Problem } from './problem.ts';

/** The key of the limits that all clients share. */
const EVERYONE = 'everyone';

/** IPv4 as IPv6 writes it (RFC 4291, 2.5.5.2), as servers do that listen for both. */
const MAPPED_IPV4 = /^(?:::|(?:0+:){5})ffff:(\d+(?:\.\d+){3})$/i;

/**
 * The network of an address: the address itself for IPv4, the first 64 bits for IPv6, since one household or server has all
 * addresses that begin with them.
 *
 * @example networkOf('2001:db8:0:1::7') === '2001:db8:0:1::/64'
 */
export function networkOf(address: string): string {
  const ipv4 = address.match(MAPPED_IPV4)?.[1] ?? address;
  if (!ipv4.includes(':')) {
    return ipv4;
  }
  // `::` stands for as many zero groups as are missing; an IPv4 address at the end for two groups.
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const count = [...left, ...right].reduce((sum, group) => sum + (group.includes('.') ? 2 : 1), 0);
  const zeros: string[] = tail === undefined ? [] : Array(Math.max(0, 8 - count)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** Whether a limit allows one more request. Without the binding there is no limit, and a limit that fails allows everything. */
async function hasRoom(limit: RateLimit | undefined, key: string): Promise<boolean> {
  try {
    return (await limit?.limit({ key }))?.success ?? true;
  } catch (error) {
    log('error', { event: 'limit-unavailable', error: String(error) });
    return true;
  }
}

/**
 * Counts a request against a limit for the client's network, and against one that all clients share.
 *
 * @param refusal says in a sentence what was asked for too often
 * @throws Problem `too-many-requests`
 */
export async function countAgainst(
  c: WorkerContext,
  {
    perNetwork,
    inAll,
  }: { readonly perNetwork?: RateLimit | undefined; readonly inAll?: RateLimit | undefined },
  refusal: string,
): Promise<void> {
  const network = networkOf(c.req.header('CF-Connecting-IP') ?? 'unknown');
  // One after the other, so that a client that is refused does not use up the limit that all share.
  if (!(await hasRoom(perNetwork, network)) || !(await hasRoom(inAll, EVERYONE))) {
    throw new Problem('too-many-requests', refusal, { headers: { 'Retry-After': '60' } });
  }
}
