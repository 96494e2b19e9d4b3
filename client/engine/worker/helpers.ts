/**
 * Threads that help to draw: workers of this worker, each with the kernel and the weights in memory of its own. Nothing
 * is shared, so that a page needs not be cross-origin isolated for them.
 */

import type { KernelModel } from '../../../kernel/generator.ts';
import { EngineError } from '../failure.ts';
import { HELPER, type HelperReply, type HelperRequest } from './helper.ts';

export type Helpers = {
  /** How many have started; the first call begins to start them. */
  count(): number;
  /**
   * @param index of the helper, below `count`
   * @param latents f32 [latentSize] each
   * @returns their pictures one after the other: RGBA u8 [n, resolution, resolution, 4]
   * @throws EngineError of kind `backend` where the helper breaks off
   */
  draw(index: number, latents: readonly Float32Array[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
  release(): void;
};

type Helper = { worker: Worker; receive: ((reply: HelperReply) => void) | undefined };

/** @param most how many to start; one that cannot be started is done without */
export function createHelpers(model: KernelModel, most: number): Helpers {
  const ready: Helper[] = [];
  const workers: Worker[] = [];

  function start(): void {
    // The script of this very worker, by the address that it was started from: on another site that is a blob.
    const worker = new Worker(self.location.href, { type: 'module', name: HELPER });
    workers.push(worker);
    const helper: Helper = { worker, receive: undefined };
    worker.addEventListener('message', ({ data }: MessageEvent<HelperReply>) => {
      if (data.type === 'ready') {
        ready.push(helper);
      } else {
        helper.receive?.(data);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      helper.receive?.({ type: 'failed', detail: event.message || 'a thread broke off' });
    });
    worker.postMessage({ type: 'open', model } satisfies HelperRequest);
  }

  return {
    count() {
      try {
        while (workers.length < most) {
          start();
        }
      } catch (error) {
        console.info('dareka: drawing on one thread:', error);
        most = workers.length;
      }
      return ready.length;
    },
    draw: (index, latents) =>
      new Promise((resolve, reject) => {
        const helper = ready[index];
        if (helper === undefined) {
          throw new RangeError(`there is no helper ${index}`);
        }
        helper.receive = (reply) => {
          helper.receive = undefined;
          if (reply.type === 'drawn') {
            resolve(reply.pixels);
          } else if (reply.type === 'failed') {
            reject(new EngineError({ kind: 'backend', backend: 'wasm', detail: reply.detail }));
          }
        };
        helper.worker.postMessage({ type: 'draw', latents } satisfies HelperRequest);
      }),
    release() {
      for (const worker of workers.splice(0)) {
        worker.terminate();
      }
      ready.splice(0);
      most = 0;
    },
  };
}
