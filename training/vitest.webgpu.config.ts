import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { softwareGpu } from '../test/browser/software-gpu.ts';

// Training steps in our own kernels (graph/wgsl), on a GPU in software.
export default defineConfig(async () => ({
  test: {
    name: 'webgpu',
    maxWorkers: '100%',
    root: import.meta.dirname,
    include: [
      'runtime/*.test.ts',
      'parity/parity.test.ts',
      'trainer/devices.test.ts',
      'webgpu/session.test.ts',
      'webgpu/training.test.ts',
    ],
    pool: 'forks',
    isolate: false,
    setupFiles: [join(import.meta.dirname, 'testing', 'software-gpu.ts')],
    // A GPU in software takes its time on a busy machine; no test is about speed.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    env: { DAREKA_DEVICE: 'webgpu', ...(await softwareGpu()) },
  },
}));
