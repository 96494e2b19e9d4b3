/**
 * Starts the engine's worker where this repository's own build makes it. The npm package has another module in this one's
 * place: `start-packaged-worker.ts`.
 */
export function startWorker(): Worker | Promise<Worker> {
  return new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
}
