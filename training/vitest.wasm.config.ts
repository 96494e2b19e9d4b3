import { defineConfig } from 'vitest/config';

// Training steps in WebAssembly of our own (graph/wasm), as pages without WebGPU run them.
export default defineConfig({
  test: {
    name: 'wasm',
    maxWorkers: '100%',
    root: import.meta.dirname,
    include: ['runtime/*.test.ts', 'parity/parity.test.ts', 'trainer/devices.test.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 120_000,
    env: { DAREKA_DEVICE: 'wasm' },
  },
});
