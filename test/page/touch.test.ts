/**
 * The studio, the square of a mix and the curves of a training under a finger: what scrolls the page changes nothing; what goes
 * sideways moves a slider.
 */
import type { CDPSession, Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const visitor = useVisitor(PHONE);
let site: SharedSite;
let page: Page;
let devtools: CDPSession;
let code: string;

beforeAll(async () => {
  site = await sharedSite('directions');
  code = encodeFace(seedFace((await defaultManifest(site.url)).tag, 42));
});

beforeEach(async () => {
  page = await visitor.open(`/f/${code}#studio`, site.url);
  devtools = await visitor.context.newCDPSession(page);
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
});

type Point = { x: number; y: number };

/** A finger that goes from one point to another in steps, as the browser gets it from a screen. */
async function swipe(from: Point, to: Point): Promise<void> {
  const steps = 10;
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    const point = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** A point of the element, which is scrolled to the lower half of the screen: the face stays on the upper one. */
async function pointOf(element: Locator, across: number, down = 0.5): Promise<Point> {
  const box = await element.evaluate((target) => {
    target.scrollIntoView({ block: 'end', behavior: 'instant' });
    const { x, y, width, height } = target.getBoundingClientRect();
    return { x, y, width, height };
  });
  return { x: box.x + across * box.width, y: box.y + down * box.height };
}

function scrolledTo(): Promise<number> {
  return page.evaluate(() => scrollY);
}

function shownCode(): Promise<string | null> {
  return page.evaluate(() => window.dareka.code);
}

/** Scrolls up from the point, and returns by how far the page went. */
async function scrollFrom(point: Point): Promise<number> {
  const before = await scrolledTo();
  await swipe(point, { x: point.x + 12, y: point.y - 200 });
  await page.waitForFunction((top) => scrollY > top + 100, before);
  return (await scrolledTo()) - before;
}

test('a finger that scrolls over sliders, the grid of z and its slider leaves the face as it is', async () => {
  for (const [where, across] of [
    [page.locator('.slider-track').first(), 0.9],
    [page.locator('.slider-track').nth(2), 0.1],
    [page.locator('.latent-grid'), 0.5],
    [page.locator('.latent-tools .slider-track'), 0.9],
  ] as const) {
    expect(await scrollFrom(await pointOf(where, across))).toBeGreaterThan(100);
    await expect.poll(() => shownCode()).toBe(code);
  }
});

test('a finger that goes sideways moves a slider and does not scroll; one that only touches it does neither', async () => {
  const track = page.locator('.slider-track').first();
  const [middle, right] = [await pointOf(track, 0.5), await pointOf(track, 0.75)];
  const top = await scrolledTo();
  await page.touchscreen.tap(right.x, right.y);
  await swipe(middle, right);
  await page.waitForFunction((then) => window.dareka.code !== then, code);
  expect(decodeFace((await shownCode()) ?? '')).toMatchObject({ edits: [{ direction: 0, amount: 1.5 }] });
  expect(await scrolledTo()).toBe(top);
});

test('with painting on, a stroke over the grid paints numbers', async () => {
  const grid = page.locator('.latent-grid');
  await page.getByRole('button', { name: 'Paint', exact: true }).tap();
  const [from, to] = [await pointOf(grid, 0.05, 0.05), await pointOf(grid, 0.05, 0.45)];
  await swipe(from, to);
  await page.waitForFunction((then) => window.dareka.code !== then, code);
  const face = decodeFace((await shownCode()) ?? '');
  expect([0, 10, 20, 30, 40].map((index) => face.kind === 'latent' && face.z[index])).toEqual(
    Array(5).fill(2),
  );
});

test('two touches in one place put a slider back', async () => {
  const slider = page.getByRole('slider', { name: 'Smile', exact: true });
  await slider.fill('2');
  const point = await pointOf(page.locator('.slider-track').first(), 0.2);
  await page.touchscreen.tap(point.x, point.y);
  await page.touchscreen.tap(point.x, point.y);
  await page.waitForFunction((then) => window.dareka.code === then, code);
  await expect.poll(() => slider.inputValue()).toBe('0');
});

test('a finger that scrolls over a curve leaves the film of a training where it is; one that goes sideways seeks', async () => {
  await page.goto(new URL('/#training/0', site.url).href);
  const chart = page.locator('.chart').first();
  await chart.waitFor();
  const moment = page.getByRole('slider', { name: 'Moment of the training' });
  expect(await scrollFrom(await pointOf(chart, 0.5))).toBeGreaterThan(100);
  await expect.poll(() => moment.inputValue()).toBe('0');
  await swipe(await pointOf(chart, 0.3), await pointOf(chart, 0.7));
  await expect.poll(() => moment.inputValue()).not.toBe('0');
});

test('in the square of a mix a tap moves the handle, and so does a finger that takes hold of it; beside it a finger scrolls', async () => {
  const { tag } = await defaultManifest(site.url);
  const corners = [1, 2, 3, 4].map((seed) => encodeFace(seedFace(tag, seed)));
  await page.goto(new URL(`/#mix/${corners.join('.')}/square/arc`, site.url).href);
  const pad = page.locator('.xy-pad');
  await pad.locator('.picture:not(.blank)').nth(24).waitFor();
  const positions = () =>
    page
      .locator('.xy-pad-handle')
      .evaluate(({ style }) =>
        ['--x', '--y'].map((axis) => Math.round(100 * Number(style.getPropertyValue(axis)))),
      );
  const [tapped, held] = [await pointOf(pad, 0.25, 0.75), await pointOf(pad, 0.75, 0.5)];
  await page.touchscreen.tap(tapped.x, tapped.y);
  await expect.poll(positions).toEqual([25, 75]);
  await swipe(tapped, held);
  await expect.poll(positions).toEqual([75, 50]);
  expect(await scrollFrom(await pointOf(pad, 0.3, 0.6))).toBeGreaterThan(100);
  await expect.poll(() => positions()).toEqual([75, 50]);
});
