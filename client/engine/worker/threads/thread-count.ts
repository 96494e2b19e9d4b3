/** How many threads to draw on. */
import type { Settings } from '../../messages.ts';

/** More threads gain nothing on networks as small as these. */
const MAX_THREADS = 4;

export function threadCount({ threads, recovery }: Pick<Settings, 'threads' | 'recovery'>): number {
  if (recovery?.singleFace) {
    return 1;
  }
  const cores = navigator.hardwareConcurrency;
  // One core is left to the page: on two cores, drawing on both shows a wall no sooner and delays the page's answers.
  return Math.max(1, Math.min(threads ?? MAX_THREADS, threads === null ? cores - 1 : cores));
}
