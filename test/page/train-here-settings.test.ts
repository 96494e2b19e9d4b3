/** The settings of a training in the page: changed while it learns, begun anew, carried by a link, and shown to a room. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { rounded } from '../../client/page/train-here/settings/knobs.ts';
import { askedRecipe } from '../../client/page/train-here/settings/run-settings.ts';
import type { Settings } from '../../client/page/train-here/settings/setting-keys.ts';
import { checkpointNote, NOTES } from '../../client/storage/names.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { readNote } from '../browser/storage.ts';
import { expectSame, inPage, recipeInPage } from '../browser/training-in-node.ts';
import { button, pause, stepOf, untilStep } from '../browser/training-panel.ts';
import { useVisitor } from '../browser/visitor.ts';
import { type SiteWithSmallTraining, type SmallTraining, sharedTraining } from '../site/shared-sites.ts';

let site: SiteWithSmallTraining;

beforeAll(async () => {
  site = await sharedTraining();
});

const visitor = useVisitor(
  { locale: 'en', permissions: ['clipboard-read', 'clipboard-write'] },
  { forgets: true },
);

function open(parts: string): Promise<Page> {
  return visitor.open(`/?backend=wasm#lesson${parts}`, site.url);
}

/** The key of the checkpoint of the training that the address names. */
function noteOf(page: Page, usual: string): string {
  return checkpointNote(/run=([\w-]+)/.exec(page.url())?.[1] ?? usual);
}
/** The recipe that the training on screen was stored with. */
function storedRecipe(page: Page, usual: string): Promise<Recipe> {
  return recipeInPage(page, noteOf(page, usual));
}

/** A group of buttons, of which one is pressed. */
function choice(page: Page, name: string, value: string) {
  return page.getByRole('group', { name, exact: true }).getByRole('button', { name: value, exact: true });
}

test('rates and the loss change during a training; settings that do not go together are named; another size needs a new beginning', async () => {
  const page = await open('');
  await button(page, 'Start').press('Enter');
  await untilStep(page, 3);
  // The focus is on the button that pauses, so that the same key pauses the training.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Pause');
  await page.getByText('Settings', { exact: true }).click();
  const { recipe: usual } = site.portraits.set;
  await page.getByLabel('Rate of the discriminator', { exact: true }).press('ArrowRight');
  await page.getByText('1 changed', { exact: true }).waitFor();
  await page.getByLabel('Loss', { exact: true }).selectOption('hinge');
  await choice(page, 'Pictures per step', '8').click();
  await page.getByText('3 changed', { exact: true }).waitFor();
  const changedAt = await stepOf(page);
  await untilStep(page, changedAt + 3);

  // Batch norm does not go with R1, and the training goes on as it is.
  await choice(page, 'Batch norm in D', 'On').click();
  const notice = page.getByText('These do not go together', { exact: true });
  await notice.waitFor();
  // The notice stands in sight, beside the setting that the visitor has just changed.
  await expect.poll(async () => (await notice.boundingBox())?.y).toBeGreaterThan(0);
  expect(await accessibilityViolations(page)).toEqual([]);
  await button(page, 'Leave it as it was').click();
  await button(page, 'Pause').press('Enter');
  await page.getByText('Paused.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Continue');
  const rested = await stepOf(page);
  expect(rested).toBeGreaterThan(changedAt);
  expect(await storedRecipe(page, 'portraits')).toMatchObject({
    discriminatorRate: 0.0011,
    loss: 'hinge',
    batch: 8,
    discriminatorNorm: 'none',
    generatorRate: usual.generatorRate,
  });

  // One setting is reset alone; the others stay.
  await button(page, 'Usual: Non-saturating').click();
  await page.getByText('2 changed', { exact: true }).waitFor();
  await button(page, 'One step').click();
  await untilStep(page, rested + 1);
  await expect.poll(() => readNote(page, NOTES.trainingRuns)).toMatchObject([{ steps: rested + 1 }]);
  await choice(page, 'Size', '32').click();
  await page.getByText('This needs a new beginning', { exact: true }).waitFor();
  await button(page, 'Begin anew with these settings').click();
  await page.waitForURL(/run=[0-9a-f]+\/resolution=32\/batch=8\/discriminatorRate=0.0011/);
  await untilStep(page, 1);
  await pause(page);
  const fresh = await storedRecipe(page, 'portraits');
  expect(fresh).toMatchObject({ resolution: 32, batch: 8, loss: 'nonSaturating' });
  // The former training is kept.
  await expect.poll(() => page.locator('.training-list > li').count()).toBe(2);

  // A visitor who leaves right after a change, and comes back at once, finds it.
  await button(page, 'Continue').click();
  await untilStep(page, 2);
  await page.locator('summary', { hasText: /^Settings/ }).click();
  await page.getByLabel('Loss', { exact: true }).selectOption('leastSquares');
  await page.evaluate(async () => {
    async function press(set: string): Promise<void> {
      const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === set);
      if (found?.getAttribute('aria-pressed') === 'false') {
        return found.click();
      }
      await new Promise(requestAnimationFrame);
      return press(set);
    }
    await press('Digits');
    await press('Portraits');
  });
  await page.getByText('There is a training here that can go on.').waitFor();
  await page.locator('summary', { hasText: /^Settings/ }).click();
  await expect.poll(() => page.getByLabel('Loss', { exact: true }).inputValue()).toBe('leastSquares');
});

test('a link carries settings and seed: the training that it begins computes what Node computes with them', async () => {
  const settings: Settings = {
    beta1: 0.5,
    discriminatorSteps: 2,
    augmentColour: true,
    augmentTranslation: true,
    augmentCutout: true,
    seed: 7,
  };
  const parts = Object.entries(settings).map(([key, value]) => `/${key}=${value}`);
  const page = await open(parts.join(''));
  await button(page, 'Start').click();
  await untilStep(page, 2);
  await pause(page);
  const { set, sheet } = site.portraits;
  const asked: SmallTraining = { sheet, set: { ...set, recipe: askedRecipe(set.recipe, null, settings) } };
  await expectSame(asked, await inPage(page, asked, noteOf(page, 'portraits')));
  // The same address goes on with it after a reload.
  const rested = await stepOf(page);
  await page.reload();
  await button(page, 'Continue').click();
  await untilStep(page, rested + 1);
});

test('a scenario starts by one press, can be repaired, is copied as a link, and fills the screen of a projector', async () => {
  const page = await open('/digits');
  await page.getByText('Settings', { exact: true }).click();
  await button(page, 'Mode collapse').click();
  await page.getByRole('heading', { name: 'Mode collapse' }).waitFor();
  await untilStep(page, 2);
  await page.getByText('1 changed', { exact: true }).waitFor();
  await button(page, 'Copy a link to these settings').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${site.url}/#lesson/digits/scenario=collapse/seed=1`);

  await button(page, 'For the projector').click();
  const projector = page.getByRole('dialog');
  await projector.waitFor();
  await expect.poll(() => page.url()).toMatch(/\/projector$/);
  await expect.poll(() => projector.getByRole('img').first().isVisible()).toBe(true);
  expect(await accessibilityViolations(page)).toEqual([]);
  // The visitor can repair it in the dialog for the projector, and beside the note on the scenario.
  await projector.getByLabel('Rate of the discriminator', { exact: true }).press('Delete');
  await page.keyboard.press('Escape');
  await projector.waitFor({ state: 'hidden' });
  await expect.poll(() => page.url()).not.toContain('projector');
  await expect.poll(() => page.locator('.changed-count').count()).toBe(0);
  const note = page.getByRole('region', { name: 'Mode collapse' });
  await note.getByLabel('Rate of the discriminator', { exact: true }).press('ArrowLeft');
  await page.getByText('1 changed', { exact: true }).waitFor();
  await button(page, 'The usual settings').click();
  await expect.poll(() => page.locator('.changed-count').count()).toBe(0);
  await pause(page);
  expect(await storedRecipe(page, 'digits')).toMatchObject({
    discriminatorRate: site.digits.set.recipe.discriminatorRate,
  });

  // A link sets the scenario before anything begins. The page names the unknown parts of an address, and keeps them in it.
  const address = `${new URL(link).hash}/size=7/loss=worst`;
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await button(page, 'Start').waitFor();
  await page.getByText('of the address: size=7, loss=worst.').waitFor();
  await page.getByText('1 changed', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Mode collapse' }).waitFor();
  const { discriminatorRate } = site.digits.set.recipe;
  const rate = page.getByLabel('Rate of the discriminator', { exact: true });
  await expect.poll(() => rate.getAttribute('aria-valuetext')).toBe(String(rounded(discriminatorRate / 10)));
  await expect
    .poll(() => page.url())
    .toMatch(/digits\/run=\w+\/scenario=collapse\/seed=1\/size=7\/loss=worst$/);
  // It also says which settings of an address do not go together.
  await page.evaluate(() => {
    location.hash = '#lesson/digits/r1Weight=1/discriminatorNorm=batch';
  });
  await page.getByText('do not go together, so all are as usual. R1 needs to know').waitFor();
  await expect.poll(() => page.locator('.changed-count').count()).toBe(0);
});
