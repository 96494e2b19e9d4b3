import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import vectors from '../latent/vectors.json' with { type: 'json' };
import { launch, visit } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launch('wasm');
});

afterAll(() => browser.close());

/** `latent/vectors.ts` as one script, which leaves its exports in a global. */
async function bundle(global: string): Promise<string> {
  const [output] = [
    await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        lib: {
          entry: join(import.meta.dirname, '..', 'latent', 'vectors.ts'),
          formats: ['iife'],
          name: global,
        },
      },
    }),
  ].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

test('Chromium computes every number of latent/vectors.json to the bit', async () => {
  const { page } = await visit(await browser.newContext(), '/');
  const script = await bundle('darekaVectors');
  const differences = await page.evaluate(
    `${script}; darekaVectors.checkVectors(${JSON.stringify(vectors)})`,
  );
  expect(differences).toEqual([]);
});
