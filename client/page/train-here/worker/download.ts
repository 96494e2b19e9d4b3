/** Downloads what training needs. */
import { fetchOk } from '@dareka/engine';
import {
  createProgressTracker,
  loadRuntime,
  type ProgressTracker,
  runtimeBytes,
} from '@dareka/engine/runtime';
import type { TrainerRequest } from '../messages.ts';

/** More threads gain little on networks as small as these. With two, all of two cores, a step takes three quarters of its time on one. */
const MAX_THREADS = 4;

/** @throws EngineError */
export async function downloadSheet(url: string): Promise<ArrayBuffer> {
  return (await fetchOk(url)).arrayBuffer();
}

/** ONNX Runtime for WASM. @param folder URL of its files @throws EngineError */
export function downloadRuntime(folder: string, tracker: ProgressTracker): ReturnType<typeof loadRuntime> {
  const threads = Math.min(MAX_THREADS, navigator.hardwareConcurrency);
  return loadRuntime('wasm', folder, threads, tracker.addDownload(runtimeBytes('wasm')));
}

/** Downloads what a training on that backend needs, for later. @throws EngineError */
export async function prefetch({
  backend,
  runtime: folder,
  sheets,
}: Extract<TrainerRequest, { type: 'prefetch' }>): Promise<void> {
  const downloads: Promise<unknown>[] = sheets.map(downloadSheet);
  if (backend === 'wasm') {
    const { downloaded, script } = await downloadRuntime(
      folder,
      createProgressTracker(() => {}),
    );
    downloads.push(downloaded, fetchOk(script));
  }
  await Promise.all(downloads);
}

/** URLs of all that this worker has downloaded. */
export function downloadedUrls(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
