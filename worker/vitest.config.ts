import { join } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { FIXTURE_SITE } from './tools/testing/fixture-site.ts';

// The worker's tests run in workerd, bound to a small site that is built before them.
export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: join(import.meta.dirname, '..', 'wrangler.toml') },
      // R2 is optional, and so not in wrangler.toml.
      miniflare: {
        assets: { directory: FIXTURE_SITE },
        r2Buckets: ['PICTURES'],
        // For Vitest itself.
        compatibilityFlags: ['nodejs_compat'],
      },
    }),
  ],
  test: {
    name: 'worker',
    // Files share an instance of workerd, since starting one costs more than the tests of most files: no file relies on an empty
    // cache, bucket or database.
    isolate: false,
    maxWorkers: '100%',
    // Room for a loaded machine; no test is about speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    root: join(import.meta.dirname, '..'),
    include: ['worker/**/*.test.ts'],
    // What builds and starts the site runs in Node: the unit tests' project has these.
    exclude: ['worker/tools/**/*.test.ts'],
    provide: { migrations: await readD1Migrations(join(import.meta.dirname, 'links', 'migrations')) },
    setupFiles: [join(import.meta.dirname, 'testing', 'database.ts')],
    globalSetup: [join(import.meta.dirname, 'tools', 'testing', 'fixture-site.ts')],
  },
});
