/** Downloads what training needs. */
import { fetchOk } from '@dareka/engine';

/** @throws EngineError */
export async function downloadSheet(url: string): Promise<ArrayBuffer> {
  return (await fetchOk(url)).arrayBuffer();
}

/** The URLs of everything that this worker has downloaded. */
export function downloadedUrls(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}
