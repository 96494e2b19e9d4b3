/**
 * Threads that draw beside the engine's worker: workers of this worker, each with its own copy of the kernel and the
 * weights. No memory is shared, so the page need not be cross-origin isolated.
 */
import type { KernelModel } from '../../../../kernel/generator.ts';
import { EngineError } from '../../failure.ts';
import { DRAW_THREAD, type DrawThreadReply, type DrawThreadRequest } from './draw-thread.ts';

export type ThreadPool = {
  /** How many threads are ready; the first call starts them. */
  count(): number;
  /**
   * @param index of the thread, below `count`
   * @param latents f32 [latentSize] each
   * @param side of the pictures in pixels
   * @returns their pictures: RGBA u8 [n, side, side, 4]
   * @throws EngineError of kind `backend` where the thread fails
   */
  draw(
    index: number,
    latents: readonly Float32Array[],
    side: number,
  ): Promise<Uint8ClampedArray<ArrayBuffer>>;
  release(): void;
};

type Thread = { worker: Worker; receive: ((reply: DrawThreadReply) => void) | undefined };

/** @param size how many threads to start; fewer run where the browser refuses one */
export function createThreadPool(model: KernelModel, size: number): ThreadPool {
  const ready: Thread[] = [];
  const workers: Worker[] = [];

  function start(): void {
    // This worker's own script, under the URL that it was started from: on other sites that is a blob.
    const worker = new Worker(self.location.href, { type: 'module', name: DRAW_THREAD });
    workers.push(worker);
    const thread: Thread = { worker, receive: undefined };
    worker.addEventListener('message', ({ data }: MessageEvent<DrawThreadReply>) => {
      if (data.type === 'ready') {
        ready.push(thread);
      } else {
        thread.receive?.(data);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      thread.receive?.({ type: 'failed', detail: event.message || 'a draw thread failed' });
    });
    worker.postMessage({ type: 'open', model } satisfies DrawThreadRequest);
  }

  return {
    count() {
      try {
        while (workers.length < size) {
          start();
        }
      } catch (error) {
        console.info('dareka: drawing on fewer threads:', error);
        size = workers.length;
      }
      return ready.length;
    },
    draw: (index, latents, side) =>
      new Promise((resolve, reject) => {
        const thread = ready[index];
        if (thread === undefined) {
          throw new RangeError(`there is no draw thread ${index}: ${ready.length} are ready`);
        }
        thread.receive = (reply) => {
          thread.receive = undefined;
          if (reply.type === 'drawn') {
            resolve(reply.pixels);
          } else if (reply.type === 'failed') {
            reject(new EngineError({ kind: 'backend', backend: 'wasm', detail: reply.detail }));
          }
        };
        thread.worker.postMessage({ type: 'draw', latents, side } satisfies DrawThreadRequest);
      }),
    release() {
      for (const worker of workers.splice(0)) {
        worker.terminate();
      }
      ready.splice(0);
      size = 0;
    },
  };
}
