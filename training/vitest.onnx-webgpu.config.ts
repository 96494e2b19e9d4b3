import { defineConfig } from 'vitest/config';
import { softwareGpu } from '../test/browser/software-gpu.ts';

// The graphs once more on ONNX Runtime's `webgpu` provider, on a GPU in software.
export default defineConfig(async () => ({
  test: {
    name: 'onnx-webgpu',
    maxWorkers: '100%',
    root: import.meta.dirname,
    include: ['runtime/*.test.ts', 'parity/parity.test.ts', 'publish/backends.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    env: { DAREKA_DEVICE: 'onnx-webgpu', ...(await softwareGpu()) },
  },
}));
