import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch } from '../browser.ts';
import { defaultManifest } from '../published.ts';
import { type Host, SCRIPT, startHost, toldOf, visitHost, waitFor } from './host.ts';

let browser: Browser;
let host: Host;
let code: string;

beforeAll(async () => {
  browser = await launch('wasm');
  host = await startHost();
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

/** As README.md has it, and nothing more. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "SITE 'wasm-unsafe-eval'",
  'img-src': 'SITE data:',
  'connect-src': 'SITE',
  'worker-src': 'blob:',
  'require-trusted-types-for': "'script'",
  'trusted-types': 'dareka',
};

async function visitUnder(policy: Readonly<Record<string, string>>) {
  const text = Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
  host.serve('/', {
    head: SCRIPT,
    body: `<dareka-face code="${code}" interactive><img src="SITE/f/${code}.png?size=256" alt="inside"></dareka-face>`,
    headers: { 'Content-Security-Policy': text },
  });
  return visitHost(browser, `${host.origin}/`);
}

describe('where a policy forbids', () => {
  test.each([
    ['the worker', { 'worker-src': "'none'" }],
    ['trusted types of ours', { 'trusted-types': "'none'" }],
    ['WebAssembly', { 'script-src': 'SITE' }],
    ['fetching', { 'connect-src': "'none'" }],
  ])('%s, the picture stays, an event says why, and nothing is thrown', async (_, forbidden) => {
    const { page, exceptions } = await visitUnder({ ...POLICY, ...forbidden });
    await page.locator('dareka-face img[part]').evaluate((image: HTMLImageElement) => image.decode());
    await page.locator('dareka-face').click();
    const { kind, message } = await waitFor(page, 'dareka-error');
    expect(['internal', 'backend', 'network']).toContain(kind);
    expect(message).not.toBe('');
    expect(await toldOf(page, 'dareka-ready')).toEqual([]);
    expect(await page.locator('dareka-face img[part]').isVisible()).toBe(true);
    expect(await page.locator('dareka-face canvas').isVisible()).toBe(false);
    expect(exceptions).toEqual([]);
    await page.context().close();
  });

  test('the script, the picture inside the element stays', async () => {
    const { page, exceptions } = await visitUnder({ ...POLICY, 'script-src': "'none'" });
    const inside = page.getByAltText('inside');
    expect(
      await inside.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(256);
    expect(await inside.isVisible()).toBe(true);
    expect(exceptions).toEqual([]);
    await page.context().close();
  });
});
