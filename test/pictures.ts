/** Pictures brought over from the page, and how far two of them are apart. */
import type { Frame, Page } from 'playwright-core';
import type { GenerateRequest } from '../client/page/handle.ts';

/** RGBA u8, row by row. */
export type Picture = number[];

/** What two devices may differ by in any channel of any pixel, in 1/255: what a link promises. */
export const TOLERANCE = 2;

/** `dareka.generate`, in the page. */
export function generate(page: Page, request: Omit<GenerateRequest, 'signal'>): Promise<Picture[]> {
  return page.evaluate(async (asked) => {
    const pictures = await window.dareka.generate(asked);
    return pictures.map(({ data }) => Array.from(data));
  }, request);
}

/** What a canvas on the page shows. */
export function shown(page: Page, selector: string): Promise<Picture> {
  return page.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []);
  });
}

/** The largest difference of any channel of any pixel, in 1/255. */
export function apart(a: Picture, b: Picture): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError(`${a.length} and ${b.length} values`);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? 0))), 0);
}

/** Standard deviation over all channels, in 1/255: 0 for a plain colour. */
export function contrast(picture: Picture): number {
  const colours = picture.filter((_, i) => i % 4 !== 3);
  const mean = colours.reduce((sum, value) => sum + value, 0) / colours.length;
  return Math.sqrt(colours.reduce((sum, value) => sum + (value - mean) ** 2, 0) / colours.length);
}

/** What a canvas on the page shows, as a text to compare: cheaper than its pixels. */
export function lookOf(page: Page | Frame, selector: string): Promise<string> {
  return page.locator(selector).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

/** Waits until a canvas on the page looks otherwise than it did. */
export async function changed(page: Page, selector: string, before: string): Promise<void> {
  await page.waitForFunction(
    ([where, then]) => document.querySelector<HTMLCanvasElement>(where)?.toDataURL() !== then,
    [selector, before] as const,
  );
}
