/** Reads pictures from the page, and compares them. */
import type { Frame, Locator, Page } from 'playwright-core';
import type { GenerateRequest } from '../../client/page/public-api.ts';

/** RGBA u8, row by row. */
export type Picture = number[];

/** Decodes a picture from base64: Playwright transfers an array number by number, which is slow. */
function toPicture(base64: string): Picture {
  return [...Buffer.from(base64, 'base64')];
}

/** The largest difference between the pictures of two devices for the same link, for any channel of any pixel, in 1/255. */
export const TOLERANCE = 2;

/** `dareka.generate`, in the page. */
export async function generate(page: Page, request: Omit<GenerateRequest, 'signal'>): Promise<Picture[]> {
  const pictures = await page.evaluate(async (asked) => {
    const drawn = await window.dareka.generate(asked);
    return drawn.map(({ data }) => new Uint8Array(data).toBase64());
  }, request);
  return pictures.map(toPicture);
}

/** How long a canvas may take until it is painted, in milliseconds. */
const PAINT_LIMIT_MS = 150_000;

/** A canvas that has pixels: one that was never painted has none, and a page sets `aria-busy` until it is painted anew. */
async function paintedCanvas(page: Page | Frame, selector: string): Promise<Locator> {
  const found = page.locator(selector);
  await found.evaluate(async (canvas: HTMLCanvasElement, limit) => {
    for (const end = Date.now() + limit; canvas.width === 0 || canvas.ariaBusy !== null; ) {
      if (Date.now() > end) {
        throw new Error('the canvas is not painted');
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, PAINT_LIMIT_MS);
  return found;
}

/** The pixels of a canvas on the page, once it is painted. */
export async function pixelsOf(page: Page, selector: string): Promise<Picture> {
  const painted = await paintedCanvas(page, selector);
  const picture = await painted.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    // Most canvases have no 2D context themselves.
    context?.drawImage(canvas, 0, 0);
    return new Uint8Array(context?.getImageData(0, 0, width, height).data ?? []).toBase64();
  });
  return toPicture(picture);
}

/** The largest difference of any channel of any pixel, in 1/255. */
export function maxDifference(a: Picture, b: Picture): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`${a.length} and ${b.length} values`);
  }
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? 0))), 0);
}

/** Standard deviation over all channels, in 1/255: 0 for a plain colour. */
export function contrast(picture: Picture): number {
  const colours = picture.filter((_, i) => i % 4 !== 3);
  const mean = colours.reduce((sum, value) => sum + value, 0) / colours.length;
  return Math.sqrt(colours.reduce((sum, value) => sum + (value - mean) ** 2, 0) / colours.length);
}

/** The content of a canvas as a data URL, once it is painted, for comparison: faster to transfer than its pixels. */
export async function dataUrlOf(page: Page | Frame, selector: string): Promise<string> {
  const painted = await paintedCanvas(page, selector);
  return painted.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

/** Waits until the canvas differs from `before`. */
export async function waitForChange(page: Page, selector: string, before: string): Promise<void> {
  await page.waitForFunction(
    ([where, then]) => document.querySelector<HTMLCanvasElement>(where)?.toDataURL() !== then,
    [selector, before] as const,
  );
}
