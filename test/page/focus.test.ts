/** The focus stays near when the element that has it is removed or replaced. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { drawnWall, newOfflineVisitor, visitReady } from '../browser/browser.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ locale: 'en' }, { forgets: true });
let page: Page;

async function open(path: string): Promise<void> {
  page = await visitor.open(path);
}

/** The accessible name of the element that has the focus, or its text. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim() ?? '';
  });
}

async function press(name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).press('Enter');
}

test('the buttons of the wall that disappear leave the focus to what stands beside them', async () => {
  await open('/');
  await drawnWall(page);
  await press('Hide this');
  await expect.poll(focused).toBe('Fresh ones');
  await press('Filter');
  await press('smiling');
  await press('Clear');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('.filter') !== null))
    .toBe(true);
  await press('More faces');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test.each([
  ['studio', '.preview-picture .picture:not(.blank)'],
  ['arithmetic', '.equation-result > .picture:not(.blank)'],
])('after a model is chosen in the view %s, the focus is on that choice', async (view, drawn) => {
  await open(`/#${view}`);
  await page.locator(drawn).first().waitFor();
  const models = page.getByRole('combobox', { name: 'Model' });
  await models.focus();
  await models.selectOption('dcgan-64-0d7899');
  await expect
    .poll(() =>
      models.evaluate((select: HTMLSelectElement) => [select.value, select === document.activeElement]),
    )
    .toEqual(['dcgan-64-0d7899', true]);
});

test('a button that asks first moves the focus to the answer that changes nothing, and gets it back', async () => {
  const keeper = await newOfflineVisitor(visitor.browser, { locale: 'en' });
  ({ page } = await visitReady(keeper, '/#about'));
  await press('Remove what is stored');
  await expect.poll(focused).toBe('Keep it');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Remove what is stored');
  await keeper.close();
});

test('at the first face of the wall the arrow keys go on working', async () => {
  await open('/');
  await drawnWall(page);
  const tiles = page.locator('a.tile');
  const [first, second] = [
    await tiles.nth(0).getAttribute('data-code'),
    await tiles.nth(1).getAttribute('data-code'),
  ];
  await tiles.nth(1).press('Enter');
  await press('Previous');
  await page.waitForFunction((code) => window.dareka.code === code, first);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((code) => window.dareka.code === code, second);
  await expect.poll(() => page.locator('dialog.viewer').isVisible()).toBe(true);
});

test('a button that saves still has the focus when everything is saved', async () => {
  await open('/');
  await drawnWall(page);
  await press('Select');
  await page.locator('a.tile').first().press(' ');
  const downloading = page.waitForEvent('download');
  await press('Contact sheet');
  await downloading;
  await page.getByText('Selected: 1').waitFor();
  await expect.poll(() => focused()).toBe('Contact sheet');
});

test('when the face of the studio is gone and a notice says so, the focus is in the main element, not lost', async () => {
  const { tag } = await defaultManifest();
  await open(`/f/${encodeFace(seedFace(tag, 4))}#studio`);
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await page.getByRole('slider', { name: 'Distance from the typical face' }).first().focus();
  await page.evaluate(() => history.pushState(null, '', '/f/EAAA#studio'));
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
  await page.locator('main .notice[role=alert]').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
});
