/** Downloads what training needs. */

import type { Progress } from '@dareka/engine';
import { fetchOk } from '@dareka/engine';
import { createProgressTracker, loadRuntime, runtimeBytes, threadCount } from '@dareka/engine/runtime';
import type { TrainingAssets } from '../messages.ts';

/** @param sheets URLs of pictures @throws EngineError */
export async function download(
  { backend, runtime: folder }: Pick<TrainingAssets, 'backend' | 'runtime'>,
  sheets: readonly string[],
  onProgress: (progress: Progress) => void,
) {
  const tracker = createProgressTracker(onProgress);
  const threads = threadCount({ threads: null, recovery: null });
  const [runtime, ...files] = await Promise.all([
    loadRuntime(backend, folder, threads, tracker.addDownload(runtimeBytes(backend))),
    ...sheets.map(async (url) => (await fetchOk(url)).arrayBuffer()),
  ]);
  return { tracker, runtime, files };
}

/** URLs of all that this worker has downloaded. */
export function downloadedUrls(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
