/**
 * Starts the engine's worker in the npm package, whatever bundles it: the worker's code is a text in a module of its own, which
 * bundlers treat as any other module. They would have to know how workers are started to find a file.
 */
import { memoize } from '../memoize.ts';
import { workerOfCode } from './cross-origin-worker.ts';

const load = memoize(async () => {
  const { code } = await import('virtual:worker-code');
  return workerOfCode(code);
});

export async function startWorker(): Promise<Worker> {
  const start = await load();
  return start();
}
