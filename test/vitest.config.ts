import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The page, as `npm run build` made it and the worker serves it, in a real Chromium.
export default defineConfig({
  test: {
    name: 'page',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    // Two files at a time on a machine of two cores: a browser waits for timers and the network, and leaves a part of them idle.
    maxWorkers: '100%',
    isolate: false,
    sequence: { groupOrder: 5 },
    // A GPU in software takes its time on a busy machine; no test is about speed.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    // By default polling gives up after a second, which a busy machine may need for one face.
    expect: { poll: { timeout: 110_000 } },
  },
});
