/** The worker that trains: how it is started, on which backend, and how what it needs is stored for visits offline. */
import type { Backend } from '@dareka/engine';
import { NOTES } from '../../storage/names.ts';
import { readNote, writeNote } from '../../storage/notes.ts';
import { storeSiteFiles } from '../../storage/site-cache.ts';
import type { TrainerReply, TrainerRequest, TrainingFiles } from './messages.ts';

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

export function startWorker(): Worker {
  return new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
}

/** WebGPU on a hardware GPU; a software GPU is slower than WASM. */
export async function recommendedBackend(): Promise<Backend> {
  try {
    // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
    const gpu: GPU | undefined = navigator.gpu;
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    return adapter && !adapter.info.isFallbackAdapter ? 'webgpu' : 'wasm';
  } catch {
    return 'wasm';
  }
}

/**
 * Stores what training needs without a network, once for each build: this script's URL changes when anything of it does.
 *
 * @param runtime URL of the folder of ONNX Runtime's files
 * @throws Error where the download fails
 */
export async function prefetchTraining(runtime: string): Promise<void> {
  const backend = await recommendedBackend();
  const done = `${backend} ${import.meta.url}`;
  if ((await readNote(NOTES.trainingOffline)) === done) {
    return;
  }
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
    await writeNote(NOTES.trainingOffline, done);
  } finally {
    worker.terminate();
  }
}
