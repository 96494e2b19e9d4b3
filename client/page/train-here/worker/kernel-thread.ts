/** A worker of the worker that trains: it takes a share of each step. */
import { type KernelThreadMessage, openKernelThread } from '../../../../graph/wasm/kernel-thread.ts';

const receive = openKernelThread();

self.addEventListener('message', ({ data }: MessageEvent<KernelThreadMessage>) => receive(data));
