/** The view that gives a face to a name. */
import { expect, test } from 'vitest';
import { urlOf } from '../browser/browser.ts';
import { useVisitor } from '../browser/visitor.ts';
import { startHost } from '../widget/host.ts';

const visitor = useVisitor({ locale: 'en' });

test('a name on the wall leads to its face, and the address that is copied grows with what is chosen', async () => {
  const page = await visitor.open('/');
  await page.getByRole('textbox', { name: 'Open a link, a code or a name' }).fill('誰か');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'The face of “誰か”' }).waitFor();
  const copied = page.getByRole('textbox', { name: 'Text to copy' });
  await expect.poll(() => copied.inputValue()).toBe(urlOf('/a/v2/%E8%AA%B0%E3%81%8B.png'));
  // Below it the face is shown in the sizes of avatars, each canvas with a pixel for each pixel of the screen.
  await page.locator('.used-sizes canvas:not([aria-busy])').nth(3).waitFor();
  const widths = page.locator('.used-sizes canvas');
  await expect
    .poll(() => widths.evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).width)))
    .toEqual([96, 64, 40, 24]);
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('alice');
  await page.getByRole('group', { name: 'Age' }).getByRole('button', { name: 'old' }).click();
  await page.getByRole('group', { name: 'Glasses' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Beard' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Beard' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Pixels' }).getByRole('button', { name: '256' }).click();
  await page.getByRole('group', { name: 'Format' }).getByRole('button', { name: 'WebP' }).click();
  const address = urlOf('/a/v2/alice.webp?age=old&glasses=yes&size=256');
  await expect.poll(() => copied.inputValue()).toBe(address);

  // The page draws the face that the address has.
  const picture = await page.request.get(address);
  expect(picture.headers()['content-type']).toBe('image/webp');
  const code = await page.evaluate(() => window.dareka.code);
  expect(picture.headers()['content-location']).toBe(`/f/${code}.webp?size=256`);

  // All choices can be dropped at once, and brought back, also after a reload.
  await page.getByRole('button', { name: 'Leave all to chance' }).click();
  await expect.poll(() => copied.inputValue()).toBe(urlOf('/a/v2/alice.webp?size=256'));
  await page.reload();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => copied.inputValue()).toBe(address);

  await page.getByRole('button', { name: 'Markdown' }).click();
  await page.reload();
  await page.getByRole('img', { name: 'The face of “alice”' }).waitFor();
  await expect.poll(() => copied.inputValue()).toBe(`![alice](${address})`);
  await expect.poll(() => page.evaluate(() => window.dareka.code)).toBe(code);

  // On another site the element has the same face.
  await page.getByRole('button', { name: 'Element' }).click();
  const body = await copied.inputValue();
  const host = await startHost(new URL(page.url()).origin);
  host.serve('/', { body });
  const elsewhere = await visitor.context.newPage();
  await elsewhere.goto(`${host.origin}/`);
  await elsewhere.waitForFunction((same) => document.querySelector('dareka-face')?.value === same, code);
  await elsewhere.close();
  await host.stop();

  await name.fill('あ'.repeat(86));
  await page.getByRole('alert').getByText('1 to 256 bytes').waitFor();
  await name.fill('');
  await copied.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Studio' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});
