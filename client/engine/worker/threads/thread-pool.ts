/**
 * Threads that draw beside the engine's worker, each with its own copy of the kernel and the weights. No memory is shared, so the page
 * need not be cross-origin isolated.
 *
 * The page starts them, since `new Worker` within a worker can block for ever in Firefox (seen in 153): it waits on a condition variable until
 * the page has registered the new worker, the new worker waits on the same one for its first message, and only one of the two is woken.
 */
import type { KernelModel } from '../../../../kernel/generator.ts';
import { EngineError } from '../../failure.ts';
import type { EngineReply } from '../../messages.ts';
import type { DrawThreadReply, DrawThreadRequest } from './draw-thread.ts';

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

type Thread = {
  post(request: DrawThreadRequest): void;
  receive: ((reply: DrawThreadReply) => void) | undefined;
};

/** The threads of all pools, by their numbers. */
const threads = new Map<number, Thread>();
let lastThread = 0;

/** Rejects what the thread was drawing. */
export function failThread(thread: number, detail: string): void {
  threads.get(thread)?.receive?.({ type: 'failed', detail });
}

/** @param size how many threads to start; fewer run where the browser refuses one */
export function createThreadPool(model: KernelModel, size: number): ThreadPool {
  const ready: Thread[] = [];
  const started: number[] = [];

  function start(): void {
    const { port1, port2 } = new MessageChannel();
    const thread: Thread = { post: (request) => port1.postMessage(request), receive: undefined };
    const number = ++lastThread;
    threads.set(number, thread);
    started.push(number);
    port1.onmessage = ({ data }: MessageEvent<DrawThreadReply>) => {
      if (data.type === 'ready') {
        ready.push(thread);
      } else {
        thread.receive?.(data);
      }
    };
    const request: EngineReply = { type: 'startThread', thread: number, port: port2 };
    self.postMessage(request, { transfer: [port2] });
    thread.post({ type: 'open', model });
  }

  return {
    count() {
      while (started.length < size) {
        start();
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
        thread.post({ type: 'draw', latents, side });
      }),
    release() {
      for (const number of started.splice(0)) {
        threads.get(number)?.post({ type: 'end' });
        threads.delete(number);
      }
      ready.splice(0);
      size = 0;
    },
  };
}
