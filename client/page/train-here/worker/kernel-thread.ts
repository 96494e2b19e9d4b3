/**
 * A worker that computes a share of each training step. The page starts it, since the worker that trains must not start workers itself
 * (`client/engine/worker/threads/thread-pool.ts` says why), and sends it a port to that worker.
 */
import { type KernelThreadMessage, openKernelThread } from '../../../../graph/wasm/kernel-thread.ts';

/** What the worker that trains sends; `end` comes last. */
export type HelperMessage = KernelThreadMessage | { readonly type: 'end' };

const receive = openKernelThread();

self.addEventListener('message', ({ data: port }: MessageEvent<MessagePort>) => {
  port.onmessage = ({ data }: MessageEvent<HelperMessage>) => {
    if (data.type === 'end') {
      self.close();
    } else {
      receive(data);
    }
  };
});
