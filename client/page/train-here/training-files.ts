/** The files that training needs: where they are, how large, and storing them for offline use. */
import type { Backend } from '@dareka/engine';
import { runtimeFiles } from '@dareka/engine/runtime';
import { NOTES } from '../../storage/names.ts';
import { readNote, writeNote } from '../../storage/notes.ts';
import { storeSiteFiles } from '../../storage/site-cache.ts';
import { downloadSize } from './download-size.ts';
import type { TrainerReply, TrainerRequest } from './messages.ts';
import { sheetUrls, TRAINING_SETS } from './training-sets.ts';
import { recommendedBackend, startWorker } from './training-worker.ts';

const SHEETS = Object.values(TRAINING_SETS).flatMap(sheetUrls);

/**
 * How much starting a training would transfer.
 *
 * @param runtime URL of the folder of ONNX Runtime's files
 * @param backend the recommended one by default
 * @param sheets URLs of pictures, those of all sets by default
 * @returns bytes, compressed; 0 where all is stored; null where that is unknown
 */
export async function trainingBytes(
  runtime: string,
  backend?: Backend,
  sheets: readonly string[] = SHEETS,
): Promise<number | null> {
  const chosen = backend ?? (await recommendedBackend());
  // On WebGPU the page has its own kernels.
  const { wasm, module, script } = runtimeFiles('wasm', runtime);
  return downloadSize(chosen === 'wasm' ? [...sheets, wasm, module, script] : sheets);
}

/**
 * Stores what training needs, and notes that the visitor wants it offline.
 *
 * @param runtime URL of the folder of ONNX Runtime's files
 * @throws Error where a download fails, or storage is full or forbidden
 */
export async function storeTraining(runtime: string): Promise<void> {
  const backend = await recommendedBackend();
  const worker = startWorker();
  try {
    const urls = new Promise<readonly string[]>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<TrainerReply>) => {
        if (data.type === 'prefetched') {
          resolve(data.urls);
        } else if (data.type === 'failed') {
          reject(new Error(`what training needs could not be downloaded: ${data.failure.kind}`));
        }
      });
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'the worker that trains could not be started'));
      });
    });
    const request: TrainerRequest = { type: 'prefetch', backend, runtime, sheets: SHEETS };
    worker.postMessage(request);
    await storeSiteFiles(await urls);
    await writeNote(NOTES.trainingOffline, editionOf(backend));
  } finally {
    worker.terminate();
  }
}

/** Stores it again where the visitor wants it offline, and the site has published another build. @throws as `storeTraining` */
export async function storeTrainingAgain(runtime: string): Promise<void> {
  const stored = await readNote(NOTES.trainingOffline);
  if (stored !== undefined && stored !== editionOf(await recommendedBackend())) {
    await storeTraining(runtime);
  }
}

/** The URL of this script changes with the build. */
function editionOf(backend: Backend): string {
  return `${backend} ${import.meta.url}`;
}
