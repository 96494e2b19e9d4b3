import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The page, as `npm run build` made it and the worker serves it, in a real Chromium.
export default defineConfig({
  test: {
    name: 'page',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    maxWorkers: '100%',
    isolate: false,
    // A GPU in software takes its time on a busy machine; no test is about speed.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    // By default polling gives up after a second, which a busy machine may need for one face.
    // Nor need it look every 50 ms: each look goes through three processes.
    expect: { poll: { timeout: 110_000, interval: 100 } },
  },
});
