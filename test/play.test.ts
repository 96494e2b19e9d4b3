import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../latent/code.ts';
import { resolve, seedFace } from '../latent/face.ts';
import type { Manifest } from '../latent/manifest.ts';
import { launch, visitReady } from './browser.ts';
import { changed, lookOf } from './pictures.ts';
import { defaultManifest } from './published.ts';

let browser: Browser;
let page: Page;
let manifest: Manifest;

beforeAll(async () => {
  browser = await launch('wasm');
  manifest = await defaultManifest();
});

afterAll(() => browser.close());

afterEach(() => page.context().close());

const codeOf = (seed: number): string => encodeFace(seedFace(manifest.tag, seed));

async function open(path: string): Promise<Page> {
  ({ page } = await visitReady(await browser.newContext({ locale: 'en' }), path));
  return page;
}

async function saved(button: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return Buffer.concat(await (await (await downloading).createReadStream()).toArray());
}

test('a mix walks from face to face, and its link holds them', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const face = '.easel .picture canvas';
  await page.locator('.easel .picture:not(.blank)').waitFor();
  const start = await lookOf(page, face);
  await page.getByRole('slider', { name: 'Where on the way' }).fill('500');
  await changed(page, face, start);
  expect(new URL(page.url()).hash).toBe(`#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.getByRole('button', { name: 'Square' }).click();
  await page.locator('.pad .picture:not(.blank)').nth(24).waitFor();
  expect(new URL(page.url()).hash).toMatch(/^#mix\/[^/]+\.[^/]+\.[^/]+\.[^/]+\/square\/arc$/);
});

test('a walk can be taken along as a GIF and as a strip', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.locator('.easel .picture:not(.blank)').waitFor();
  const gif = await saved('GIF');
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
  expect(gif.readUInt16LE(6)).toBe(4 * manifest.resolution);
  const strip = await saved('PNG strip');
  expect(strip.subarray(1, 4).toString()).toBe('PNG');
  expect(strip.readUInt32BE(16)).toBe(9 * strip.readUInt32BE(20));
});

test('A − A + C is C, and the address holds the result', async () => {
  const [a, c] = [codeOf(3), codeOf(4)];
  await open(`/#arithmetic/${a}.${a}/${a}.${a}/${c}`);
  await page.locator('.outcome > .picture:not(.blank)').waitFor();
  await page.waitForFunction(() => window.dareka.code !== null);
  const result = decodeFace((await page.evaluate(() => window.dareka.code)) ?? '');
  const shape = { latentSize: manifest.latentSize, truncation: manifest.prior.truncation, directions: [] };
  const expected = resolve(decodeFace(c), shape);
  // A share code keeps a latent vector to the nearest 1/32; the sum adds two roundings of f32.
  for (const [i, value] of resolve(result, shape).entries()) {
    expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1 / 64 + 1e-6);
  }
});

test('another face can be chosen for any exemplar', async () => {
  const [a, c] = [codeOf(3), codeOf(4)];
  await open(`/#arithmetic/${a}/${a}/${c}`);
  await page.getByRole('button', { name: 'B, exemplar 1' }).click();
  await page.locator('.picker .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'Fresh faces, Face 1', exact: true }).click();
  await page.waitForFunction((same) => !location.hash.includes(`/${same}/${same}/`), a);
  const [, , b] = new URL(page.url()).hash.split('/');
  expect(decodeFace(b ?? '').kind).toBe('seed');
});

test('inside shows every layer with its shape, and the transposed convolution counts right', async () => {
  await open(`/f/${codeOf(5)}#inside`);
  await page.locator('.outcome-picture .picture:not(.blank)').waitFor();
  const shapes = await page.locator('.way-up .shape').allTextContents();
  expect(shapes.slice(1, -1)).toEqual(manifest.layers.map(({ shape }) => shape.join(' × ')));
  await page.getByRole('slider', { name: 'Kernel' }).fill('3');
  await page.getByText('(3 − 1) · 2 − 2 · 1 + 3 = 5 pixels a side').waitFor();
  await page.getByText('checkerboards').waitFor();
});

test('the film of the training goes to the moment that is asked for, and so does its address', async () => {
  await open('/#training/0');
  await page.locator('.screen:not(.blank)').waitFor();
  const first = await lookOf(page, '.screen');
  await page.locator('.chart').first().click();
  await page.waitForFunction(() => /^#training\/[1-9]/.test(location.hash));
  await changed(page, '.screen', first);
});
