/** How many threads to draw on. */
import type { Settings } from '../messages.ts';

/** More threads than this gain nothing on networks as small as ours. */
const MOST = 4;

export function threadsFor({ threads, recovery }: Pick<Settings, 'threads' | 'recovery'>): number {
  if (recovery?.careful) return 1;
  return Math.max(1, Math.min(threads ?? MOST, navigator.hardwareConcurrency));
}
