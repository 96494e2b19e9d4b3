/** Downloads what training needs. */

import type { Progress } from '@dareka/engine';
import { fetchOk } from '@dareka/engine';
import { createProgressTracker, loadRuntime, runtimeBytes, threadCount } from '@dareka/engine/runtime';
import type { TrainingAssets } from '../messages.ts';

/** @throws EngineError */
export async function download(
  { backend, runtime: folder, pictures: url }: TrainingAssets,
  onProgress: (progress: Progress) => void,
) {
  const tracker = createProgressTracker(onProgress);
  const threads = threadCount({ threads: null, recovery: null });
  const [runtime, pictures] = await Promise.all([
    loadRuntime(backend, folder, threads, tracker.addDownload(runtimeBytes(backend))),
    fetchOk(url).then((response) => response.arrayBuffer()),
  ]);
  return { tracker, runtime, pictures };
}

/** URLs of all that this worker has downloaded. */
export function downloadedUrls(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
