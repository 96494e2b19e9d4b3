import { defineConfig } from 'vitest/config';

// One project for each place the code runs: Node, a GPU in software, workerd, and a page in Chromium.
export default defineConfig({
  test: {
    // The worker logs every request.
    silent: 'passed-only',
    // Left to itself Vitest spares one core, and a machine of two runs one file after the other.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Room for a loaded machine; no test is about speed.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: [
            'latent/**/*.test.ts',
            'graph/**/*.test.ts',
            'kernel/**/*.test.ts',
            'picture/**/*.test.ts',
            'training/**/*.test.ts',
            'client/**/*.test.ts',
            'worker/tools/**/*.test.ts',
          ],
        },
      },
      'training/vitest.webgpu.config.ts',
      'worker/vitest.config.ts',
      'test/vitest.config.ts',
    ],
  },
});
