/** Pictures of the page for people to look at. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '..', 'screenshots');

/**
 * Writes test/screenshots/NAME.png where the environment has `SCREENSHOTS=1`. To draw a whole page once more and code it as PNG
 * takes as long as all tests of a view.
 */
export async function takeScreenshot(
  page: Page,
  name: string,
  options: PageScreenshotOptions = {},
): Promise<void> {
  if (process.env.SCREENSHOTS === '1') {
    await mkdir(FOLDER, { recursive: true });
    await page.screenshot({ ...options, path: join(FOLDER, `${name}.png`) });
  }
}
