/** Downloads what training needs. */

import type { Progress } from '@dareka/engine';
import { fetchOk } from '@dareka/engine';
import { createProgressTracker, loadRuntime, runtimeBytes, threadCount } from '@dareka/engine/runtime';
import type { TrainingAssets } from '../messages.ts';

/** @throws EngineError */
export async function download(
  { backend, runtime: folder, files }: TrainingAssets,
  onProgress: (progress: Progress) => void,
) {
  const tracker = createProgressTracker(onProgress);
  const bytes = async (url: string): Promise<ArrayBuffer> => (await fetchOk(url)).arrayBuffer();
  const threads = threadCount({ threads: null, recovery: null });
  const [runtime, step, fold, generator, portraits] = await Promise.all([
    loadRuntime(backend, folder, threads, tracker.addDownload(runtimeBytes(backend))),
    bytes(files.step[backend]),
    bytes(files.fold),
    bytes(files.generator),
    bytes(files.portraits),
  ]);
  return { tracker, runtime, graphs: { step, fold, generator }, portraits };
}

/** URLs of all that this worker has downloaded. */
export function downloadedUrls(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
