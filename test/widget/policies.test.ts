/** The widget under content security policies, and in a sandboxed frame. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrast } from '../browser/pictures.ts';
import { SCRIPT } from './host.ts';
import {
  dataUrlOfWidget,
  eventDetails,
  pixelsOfWidget,
  useHost,
  waitForEvent,
  waitForOtherDataUrl,
} from './visits.ts';

const hosting = useHost();

const README = join(import.meta.dirname, '..', '..', 'client', 'widget', 'README.md');

/** The content security policy that the README gives, with the site under test. */
async function documentedPolicy(): Promise<string> {
  const readme = await readFile(README, 'utf8');
  const policy = /^Content-Security-Policy: (?<policy>.*(?:\n +.*)*)/m.exec(readme)?.groups?.policy;
  if (policy === undefined) {
    throw new Error(`${README} gives no policy`);
  }
  return policy.replaceAll(/\s+/g, ' ').replaceAll('https://dareka.example', 'SITE');
}

/** @param forbidden values that replace those of directives, by the directive's name */
async function visitUnder(forbidden: Readonly<Record<string, string>> = {}) {
  const directives = (await documentedPolicy()).split('; ').map((directive) => {
    const [name = ''] = directive.split(' ');
    return name in forbidden ? `${name} ${forbidden[name]}` : directive;
  });
  return hosting.visit({
    head: SCRIPT,
    body: `<dareka-face code="${hosting.code}" interactive><img src="SITE/f/${hosting.code}.png?size=256" alt="inside"></dareka-face>`,
    headers: { 'Content-Security-Policy': directives.join('; ') },
  });
}

test('under the policy that the README gives, a touch loads the generator', async () => {
  const { page } = await visitUnder();
  await page.locator('dareka-face').click();
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code: hosting.code, backend: 'wasm' });
  expect(contrast(await pixelsOfWidget(page))).toBeGreaterThan(10);
});

describe('where the policy forbids', () => {
  test.each([
    ['the worker', { 'worker-src': "'none'" }],
    ["the widget's trusted types", { 'trusted-types': "'none'" }],
    ['WebAssembly', { 'script-src': 'SITE' }],
    ['fetching', { 'connect-src': "'none'" }],
  ])('%s, the picture stays and an event gives the reason', async (_, forbidden) => {
    const { page } = await visitUnder(forbidden);
    await page.locator('dareka-face img[part]').evaluate((image: HTMLImageElement) => image.decode());
    await page.locator('dareka-face').click();
    const { kind, reason, message } = await waitForEvent(page, 'dareka-error');
    expect(['internal', 'backend', 'network']).toContain(kind);
    expect(reason).toBe('policy');
    expect(message).not.toBe('');
    expect(await eventDetails(page, 'dareka-ready')).toEqual([]);
    await expect.poll(() => page.locator('dareka-face img[part]').isVisible()).toBe(true);
    await expect.poll(() => page.locator('dareka-face canvas').isVisible()).toBe(false);
  });

  test('the picture, an event says so, and a touch still loads the generator', async () => {
    const { page } = await visitUnder({ 'img-src': "'none'" });
    const { kind, reason, message } = await waitForEvent(page, 'dareka-error');
    expect({ kind, reason }).toEqual({ kind: 'picture', reason: 'policy' });
    expect(message).toContain('img-src');
    await page.locator('dareka-face').click();
    await waitForEvent(page, 'dareka-ready');
    expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
  });

  test('the script, the picture inside the element is shown', async () => {
    const { page } = await visitUnder({ 'script-src': "'none'" });
    const inside = page.getByAltText('inside');
    expect(
      await inside.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(256);
    await expect.poll(() => inside.isVisible()).toBe(true);
  });
});

describe('a page that requires trusted types and has a default policy of its own', () => {
  async function visitWithDefaultPolicy(rules: string) {
    const { page } = await hosting.visit({
      head: `<script>trustedTypes.createPolicy('default', ${rules})</script>${SCRIPT}`,
      body: `<dareka-face code="${hosting.code}" interactive></dareka-face>`,
      headers: { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types default" },
    });
    await page.locator('dareka-face img').evaluate((image: HTMLImageElement) => image.decode());
    await page.locator('dareka-face').click();
    return page;
  }

  test('starts the worker where that policy lets it', async () => {
    const page = await visitWithDefaultPolicy('{ createScriptURL: (url) => url }');
    expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code: hosting.code });
  });

  test('keeps the picture where that policy refuses', async () => {
    const page = await visitWithDefaultPolicy('{ createScriptURL: () => null }');
    expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ reason: 'policy' });
    await expect.poll(() => page.locator('dareka-face img').isVisible()).toBe(true);
  });
});

test('in a sandboxed frame with an opaque origin a drag turns the head', async () => {
  const { page } = await hosting.visit({
    body: `<iframe src="SITE/embed/${hosting.code}" sandbox="allow-scripts" width="256" height="256" title="nobody"></iframe>`,
  });
  const frame = page.frames()[1];
  if (frame === undefined) {
    throw new Error('there is no frame');
  }
  const face = frame.locator('dareka-face');
  expect(await frame.evaluate(() => origin)).toBe('null');
  await expect.poll(() => face.boundingBox()).toMatchObject({ width: 256, height: 256 });
  await face.click();
  expect(await waitForEvent(frame, 'dareka-ready')).toMatchObject({ code: hosting.code, backend: 'wasm' });
  expect(contrast(await pixelsOfWidget(frame))).toBeGreaterThan(10);
  const before = await dataUrlOfWidget(frame);
  await page.mouse.move(100, 100);
  await page.mouse.down();
  await page.mouse.move(180, 100, { steps: 3 });
  await page.mouse.up();
  expect((await waitForEvent(frame, 'dareka-change')).code).not.toBe(hosting.code);
  await waitForOtherDataUrl(frame, before);
  expect(await eventDetails(frame, 'dareka-error')).toEqual([]);
});
