/** Limits on what takes work, for each address (wrangler.toml has the numbers). */
import type { WorkerContext } from '../env.ts';
import { Problem } from './problem.ts';

/**
 * Counts a request against a limit. Without the binding there is no limit.
 *
 * @param what was asked for too often, in a sentence
 * @throws Problem `too-many-requests`
 */
export async function countAgainst(
  limit: RateLimit | undefined,
  c: WorkerContext,
  what: string,
): Promise<void> {
  const outcome = await limit?.limit({ key: c.req.header('CF-Connecting-IP') ?? 'unknown' });
  if (outcome?.success === false) {
    throw new Problem('too-many-requests', what, { headers: { 'Retry-After': '60' } });
  }
}
