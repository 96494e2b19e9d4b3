/** What the widget's README says that a page needs. The policy is in `policies.test.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { traitNamed } from '../../latent/traits/trait-name.ts';
import { KNOWN_TRAITS } from '../../latent/traits/traits.ts';
import { SCRIPT } from './host.ts';
import { eventDetails, useHost, visitHost, waitForEvent, waitForValue } from './visits.ts';

const hosting = useHost();

const README = await readFile(join(import.meta.dirname, '..', '..', 'client', 'widget', 'README.md'), 'utf8');

/** The first HTML of the README, for the site under test and its model. */
function example(): string {
  const html = /```html\n(?<html>[^`]*)```/.exec(README)?.groups?.html ?? '';
  return html.replaceAll('https://dareka.example', 'SITE').replace(/code="[^"]*"/, `code="${hosting.code}"`);
}

/** Serves a page that goes wrong, without the check of `useHost` for exceptions. */
function visitWrong(html: string) {
  hosting.host.serve('/wrong', { body: html });
  return visitHost(hosting.browser, `${hosting.host.origin}/wrong`);
}

/** By the first column of the table: what happens without it, as the second column says. */
const NEEDS: Readonly<Record<string, () => Promise<void>>> = {
  async '`type="module"`'() {
    const { page, exceptions } = await visitWrong(example().replace(' type="module"', ''));
    await page.waitForLoadState('load');
    expect(await page.evaluate(() => customElements.get('dareka-face') === undefined)).toBe(true);
    expect(exceptions).toHaveLength(1);
    await page.context().close();
  },
  async '`</dareka-face>`'() {
    const { page } = await visitWrong(`${example().replace('></dareka-face>', ' />')}<p>after</p>`);
    await page.locator('dareka-face img[part]').evaluate((image: HTMLImageElement) => image.decode());
    await expect.poll(() => page.locator('dareka-face > p').count()).toBe(1);
    await expect.poll(() => page.locator('p').isVisible()).toBe(false);
    await page.context().close();
  },
  async 'a secure context'() {
    const { page } = await hosting.visit({ body: '' });
    const html = `${SCRIPT}<dareka-face code="${hosting.code}" interactive></dareka-face>`;
    await page
      .context()
      .route('http://page.test/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: html.replaceAll('SITE', 'http://site.test') }),
      );
    await page.context().route('http://site.test/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: inject('site') + pathname + search }) });
    });
    await page.goto('http://page.test/');
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.locator('dareka-face img').evaluate((image: HTMLImageElement) => image.decode());
    await page.locator('dareka-face').click();
    expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'insecure' });
    await expect.poll(() => page.locator('dareka-face img').isVisible()).toBe(true);
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
  },
  async 'a content security policy that allows it'() {
    expect(README).toContain('## A content security policy');
  },
};

const ROWS = [
  ...(README.split('What a page needs:')[1]?.split('\n\n')[1] ?? '').matchAll(
    /^\| (?<need>[^|]*[^| ]) \| [^-]/gm,
  ),
].map(({ groups }) => groups?.need ?? '');

test('the example of the README shows a face', async () => {
  const { page } = await hosting.visit({ body: example() });
  await waitForValue(page, hosting.code);
  await page.locator('dareka-face').click();
  await waitForEvent(page, 'dareka-ready');
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('the example with a name shows that face', async () => {
  const html = /```html\n(?<html><dareka-face avatar=[^`]*)```/.exec(README)?.groups?.html ?? '';
  const { page } = await hosting.visit({
    head: SCRIPT,
    body: html.replaceAll('https://dareka.example', 'SITE'),
  });
  const { code } = await waitForEvent(page, 'dareka-change');
  const src = await page.locator('dareka-face > img').evaluate((image: HTMLImageElement) => image.src);
  const fallback = await fetch(src);
  expect(fallback.headers.get('Content-Location')).toContain(`/f/${code}.webp`);
  await expect
    .poll(() => page.locator('dareka-face img[part]').getAttribute('src'))
    .toContain('/a/v1/alice.webp?');
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('the README names the words of every trait that it lists', () => {
  const section = README.split('## A face for a name')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| (?<names>`[^|]*) \| (?<words>[^|]*) \|$/gm)];
  const quoted = (text = '') => Array.from(text.matchAll(/`([^`]+)`/g), ([, word]) => word ?? '');
  const listed = rows.flatMap(({ groups }) =>
    quoted(groups?.names).map((name) => [traitNamed(name), quoted(groups?.words).sort()]),
  );
  const wanted = listed.map(([name]) => [name, KNOWN_TRAITS.get(String(name))?.toSorted()]);
  expect(listed).toEqual(wanted);
  expect(listed).toHaveLength(11);
});

test.each(ROWS)('without %s it is as the README says', async (need) => {
  const check = NEEDS[need];
  if (check === undefined) {
    throw new Error(`the README says that a page needs ${need}, which no test shows`);
  }
  await check();
});

test('the README names every need that is tested', () => {
  expect(ROWS).toEqual(Object.keys(NEEDS));
});
