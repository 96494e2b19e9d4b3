/** What the page says of its models. */
import { expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { newVisitor, overhang, visitReady } from '../browser/browser.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

/** A model of the site that is not the default one. */
const OTHER = { id: 'dcgan-64-0d7899', tag: '0d7899', name: 'dcgan-64' };

const visitor = useVisitor({ locale: 'en' });

test('about and the footer speak of the model of the face on screen, until another one is chosen', async () => {
  const code = encodeFace(seedFace(OTHER.tag, 7));
  const { page, problems } = await visitor.visit(`/f/${code}#inside`);
  const { id, name } = await defaultManifest();
  await page.locator('.generated-picture').waitFor();
  const footer = page.locator('footer').getByRole('link', { name: 'About the model' });
  await expect.poll(() => footer.textContent()).toBe(`About the model, ${OTHER.name}`);
  await footer.click();
  await page.getByRole('heading', { name: OTHER.name, exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => window.dareka.code)).toBe(code);
  await page.getByRole('combobox', { name: 'Model' }).selectOption(id);
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: OTHER.name, exact: true }).waitFor();
  expect(problems).toEqual([]);
});

test.each([
  {
    locale: 'en',
    whole: 'The whole model card',
    limits: 'characters of a game',
    reaches: 'yes',
    data: 'Rendered portraits',
  },
  {
    locale: 'ja',
    whole: 'モデルカードの全文',
    limits: 'ゲームの登場人物',
    reaches: '届く',
    data: '元データの肖像画像',
  },
])('the whole model card is a page, with the traits of avatars: $locale', async ({ locale, ...words }) => {
  const reader = await newVisitor(visitor.browser, { locale, viewport: { width: 390, height: 844 } });
  const { page, problems } = await visitReady(reader, '/about');
  await page.getByRole('link', { name: words.whole, exact: true }).click();
  const { id, layers } = await defaultManifest();
  await page.getByRole('heading', { name: id }).waitFor();
  await page.locator('#card-limits + p', { hasText: words.limits }).waitFor();
  await page.locator('#card-numbers ~ .data-table th', { hasText: words.data }).waitFor();
  const cells = page
    .locator('tr', { hasText: /^age=old/ })
    .first()
    .locator('td');
  await cells.first().waitFor();
  // The columns are: the share read as old, its interval, whether that reaches the aim, and the share that is old by chance.
  expect((await cells.allTextContents())[2]).toBe(words.reaches);
  const shapes = await page.locator('#card-network ~ .data-table tr td:last-child').allTextContents();
  expect(shapes.slice(1)).toEqual(layers.map(({ shape }) => shape.join(' × ')));
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await overhang(page)).toBe(0);
  expect(problems).toEqual([]);
  await reader.close();
});

test('the card of a conditional model says how often each class is read as asked for', async () => {
  const { page, problems } = await visitor.visit('/#about/c0a562/card');
  const row = page.locator('#card-classes ~ .data-table tbody tr', { hasText: /^7/ });
  await row.waitFor();
  const cells = await row.locator('td').allTextContents();
  expect(cells).toHaveLength(5);
  expect(Number.parseFloat(cells[1] ?? '')).toBeGreaterThan(95);
  expect(problems).toEqual([]);
});

test('two models draw the same seeds, and the address says which', async () => {
  const page = await visitor.open('/about');
  await page.locator('.compare').scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Draw with both' }).click();
  await page.getByRole('combobox', { name: 'Beside it' }).selectOption({ label: 'first-64-ebcae8' });
  await page.getByRole('heading', { name: 'first-64-ebcae8' }).waitFor();
  const { id, tag } = await defaultManifest();
  await expect.poll(() => new URL(page.url()).hash).toBe(`#about/${tag}/ebcae8`);
  for (const model of [id, 'first-64-ebcae8']) {
    await page.locator('.compare').scrollIntoViewIfNeeded();
    const face = page.getByRole('button', { name: `${model}, Face 3` });
    await face.locator('.picture:not(.blank)').waitFor();
    await face.click();
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    const shown = decodeFace((await page.evaluate(() => window.dareka.code)) ?? '');
    expect(shown).toEqual(seedFace(model.slice(-6), 3));
    await page.goBack();
    await page.locator('.compare').waitFor();
  }
});
