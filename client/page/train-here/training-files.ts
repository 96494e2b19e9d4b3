/** The files that training needs: where they are, how large, and storing them for offline use. */
import type { Backend } from '@dareka/engine';
import { runtimeFiles } from '@dareka/engine/runtime';
import { NOTES } from '../../storage/names.ts';
import { readNote, writeNote } from '../../storage/notes.ts';
import { storeSiteFiles } from '../../storage/site-cache.ts';
import { downloadSize } from './download-size.ts';
import type { TrainerReply, TrainerRequest, TrainingFiles } from './messages.ts';
import { recommendedBackend, startWorker } from './training-worker.ts';

function href(url: URL): string {
  return url.href;
}

export const TRAINING_FILES: TrainingFiles = {
  step: {
    wasm: href(new URL('../../../browser-training/step-wasm.onnx', import.meta.url)),
    webgpu: href(new URL('../../../browser-training/step-webgpu.onnx', import.meta.url)),
  },
  fold: href(new URL('../../../browser-training/fold.onnx', import.meta.url)),
  generator: href(new URL('../../../browser-training/generator.onnx', import.meta.url)),
  portraits: href(new URL('../../../browser-training/portraits.webp', import.meta.url)),
};

/**
 * How much starting a training would transfer.
 *
 * @param runtime URL of the folder of ONNX Runtime's files
 * @param backend the recommended one by default
 * @returns bytes, compressed; 0 where all is stored; null where that is unknown
 */
export async function trainingBytes(runtime: string, backend?: Backend): Promise<number | null> {
  const chosen = backend ?? (await recommendedBackend());
  const { step, fold, generator, portraits } = TRAINING_FILES;
  const { wasm, module, script } = runtimeFiles(chosen, runtime);
  return downloadSize([step[chosen], fold, generator, portraits, wasm, module, script]);
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
    const request: TrainerRequest = { type: 'prefetch', backend, runtime, files: TRAINING_FILES };
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
