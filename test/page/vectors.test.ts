import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import vectors from '../../latent/testing/test-vectors.json' with { type: 'json' };
import { closeProfiles, newVisitor, openBrowser, SMALL_WINDOW, visit } from '../browser/browser.ts';
import { bundle } from '../browser/bundle.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser('wasm');
});

afterAll(() => closeProfiles(browser));

test('Chromium computes every number of latent/testing/test-vectors.json bit for bit', async () => {
  const { page } = await visit(await newVisitor(browser, SMALL_WINDOW), '/');
  const script = await bundle(
    join(import.meta.dirname, '..', '..', 'latent', 'testing', 'test-vectors.ts'),
    'darekaVectors',
  );
  const differences = await page.evaluate(
    `${script}; darekaVectors.checkVectors(${JSON.stringify(vectors)})`,
  );
  expect(differences).toEqual([]);
});
