/** How many threads to draw on. */
import type { Settings } from '../messages.ts';

/** More threads than this gain nothing on networks as small as ours. */
const MOST = 4;

export function threadsFor({ threads, recovery }: Pick<Settings, 'threads' | 'recovery'>): number {
  if (recovery?.careful) {
    return 1;
  }
  const cores = navigator.hardwareConcurrency;
  // One core is left to the page: on two, a wall drawn on both comes no sooner, and keeps the page from answering.
  return Math.max(1, Math.min(threads ?? MOST, threads === null ? cores - 1 : cores));
}
