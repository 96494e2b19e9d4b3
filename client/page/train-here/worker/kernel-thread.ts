/**
 * A worker beside the one that trains: it takes a share of each step. The page starts it, and gives it a port to that worker. It is no worker of
 * that worker: Firefox has `new Worker` wait within a worker until the page has noticed the new one, and wakes either of the two when it has.
 * Where that is the new one, the other waits for ever.
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
