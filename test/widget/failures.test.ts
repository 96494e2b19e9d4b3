import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch } from '../browser.ts';
import { defaultManifest } from '../published.ts';
import { type Host, SCRIPT, startHost, toldOf, visitHost, waitFor } from './host.ts';

let browser: Browser;
let host: Host;
let tag: string;

beforeAll(async () => {
  browser = await launch('wasm');
  host = await startHost();
  ({ tag } = await defaultManifest());
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

async function visitWith(attributes: string) {
  host.serve('/', { head: SCRIPT, body: `<dareka-face ${attributes}></dareka-face>` });
  return visitHost(browser, `${host.origin}/`);
}

test('a damaged code leaves a quiet placeholder, asks for nothing, and says so', async () => {
  const { page, exceptions, requests } = await visitWith('code="nonsense!" interactive');
  expect(await waitFor(page, 'dareka-error')).toMatchObject({ kind: 'code' });
  expect(await page.locator('dareka-face').boundingBox()).toMatchObject({ width: 256, height: 256 });
  expect(requests.filter((url) => url.includes('/f/'))).toEqual([]);
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('a face of a model that the site does not have is told of twice: no picture, and no drawing', async () => {
  const { page, exceptions } = await visitWith(`code="${encodeFace(seedFace('000000', 1))}" interactive`);
  expect(await waitFor(page, 'dareka-error')).toMatchObject({ kind: 'picture' });
  await page.locator('dareka-face').click();
  expect(await waitFor(page, 'dareka-error', 2)).toMatchObject({ kind: 'model' });
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('a direction that the model does not have does nothing, and is told of once', async () => {
  const code = encodeFace(seedFace(tag, 7));
  const { page, exceptions, requests } = await visitWith(`code="${code}" sternness="0.5"`);
  const { kind, message } = await waitFor(page, 'dareka-error');
  expect(kind).toBe('direction');
  expect(message).toContain('sternness');
  await page.waitForFunction(() => document.querySelector('dareka-face')?.value);
  expect(requests.filter((url) => url.includes(`/f/${code}.png`))).not.toEqual([]);
  await page.locator('dareka-face').evaluate((face) => face.setAttribute('sternness', '0.6'));
  expect(await toldOf(page, 'dareka-error')).toHaveLength(1);
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('a server that goes leaves the picture; once it is back, another touch works', async () => {
  const { page, exceptions } = await visitWith(`code="${encodeFace(seedFace(tag, 8))}" interactive`);
  const face = page.locator('dareka-face');
  await face.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await page.context().route(`${inject('site')}/**`, (route) => route.abort());
  await face.click();
  await waitFor(page, 'dareka-error');
  expect(await face.locator('img').isVisible()).toBe(true);
  await page.context().unroute(`${inject('site')}/**`);
  await face.click();
  expect(await waitFor(page, 'dareka-ready')).toMatchObject({ backend: 'wasm' });
  expect(exceptions).toEqual([]);
  await page.context().close();
});
