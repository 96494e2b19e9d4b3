import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The page, as `npm run build` made it and the worker serves it, in a real Chromium.
export default defineConfig({
  test: {
    name: 'page',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    // Left to itself Vitest spares one core, in each project by itself.
    maxWorkers: '100%',
    // A GPU in software takes its time on a busy machine; no test is about speed.
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
