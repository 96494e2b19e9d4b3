/** For each file of tests on a GPU in software (`vitest.webgpu.config.ts`): what compiling and waiting would cost again and again. */
import { afterAll, beforeAll } from 'vitest';
import { acquireGpu, type Gpu } from '../webgpu/gpu.ts';

/** In milliseconds. */
const POLL = 1;

// Dawn asks in each turn of the event loop whether the GPU is done, which keeps a core busy that the GPU in software needs.
globalThis.setImmediate = ((poll: () => void) => setTimeout(poll, POLL)) as unknown as typeof setImmediate;

// While somebody uses the GPU of this process it stays open, and what has been compiled for it: a trainer's kernels take seconds.
let gpu: Gpu;
beforeAll(async () => {
  gpu = await acquireGpu();
});
afterAll(() => gpu.release());
