import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The page, as `npm run build` made it and the worker serves it, in a real Chromium.
export default defineConfig({
  test: {
    name: 'page',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    // One file after the other, in one process: a browser keeps both cores of a small machine busy. Two at a time took 85 % of
    // the time, and waits grew that no test expects.
    fileParallelism: false,
    isolate: false,
    // Vitest wants a group of its own for another number of workers.
    sequence: { groupOrder: 1 },
    // A GPU in software takes its time on a busy machine; no test is about speed.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    // By default polling gives up after a second, which a busy machine may need for one face.
    expect: { poll: { timeout: 110_000 } },
  },
});
