/** Operates a training in the page, as a visitor does. */
import type { Locator, Page } from 'playwright-core';
import { downloadBy } from './download.ts';

/** The button of exactly that name. */
export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** Pauses the training, and waits until its checkpoint is stored. */
export async function pause(page: Page): Promise<void> {
  await button(page, 'Pause').click();
  await page.getByText('Paused.').waitFor();
}

/** The file that a button of “Take it home” saves. */
export async function takeHome(page: Page, label: string): Promise<Buffer> {
  return (await downloadBy(button(page, label))).content;
}

/** The step that the page says its training has reached; 0 before it says any. */
export function stepOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const said = document.querySelector('.session-status')?.textContent ?? '';
    return Number(/Step ([\d,]+)\./.exec(said)?.[1]?.replaceAll(',', '') ?? 0);
  });
}

/** Waits until the page says that its training is at that step, or beyond it. */
export function untilStep(page: Page, step: number) {
  return page.waitForFunction((least) => {
    const status = document.querySelector('.session-status')?.textContent ?? '';
    return Number(/Step ([\d,]+)\./.exec(status)?.[1]?.replaceAll(',', '')) >= least;
  }, step);
}

/** Moves the page's clock ahead, for limits of minutes. */
export async function moveClock(page: Page, ms: number): Promise<void> {
  await page.evaluate((ahead) => {
    const { now } = Date;
    Date.now = () => now() + ahead;
  }, ms);
}
