/** Links to faces, the address bar, and what can be copied and saved. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { markPicture, readMark } from '../../picture/mark.ts';
import { encodePng } from '../../picture/png.ts';
import { drawnWall, newVisitor, SMALL_WINDOW, urlOf, visitReady } from '../browser/browser.ts';
import { downloadBy } from '../browser/download.ts';
import { dropFile } from '../browser/drop.ts';
import { maxDifference, type Picture, pixelsOf } from '../browser/pictures.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const PORTRAIT = '.viewer .frame canvas';
const TILE = 'a.tile';

const visitor = useVisitor(SMALL_WINDOW, { stays: true });

function drawnPortrait(page: Page): Promise<void> {
  return page.locator('.viewer .frame:not(.blank)').waitFor();
}

/** The pixels of the opened face, once it is drawn. */
async function portraitOf(page: Page): Promise<Picture> {
  await drawnPortrait(page);
  return pixelsOf(page, PORTRAIT);
}

function codeOnScreen(page: Page): Promise<string | null> {
  return page.evaluate(() => window.dareka.code);
}
function pathOf(page: Page): string {
  return new URL(page.url()).pathname;
}

test('the link of a face opened from the wall shows the same face in another profile', async () => {
  const page = await visitor.open('/');
  await drawnWall(page);
  await expect.poll(() => codeOnScreen(page)).toBeNull();
  await page.locator(TILE).nth(3).click();
  await drawnPortrait(page);
  const link = await page.getByLabel('Link to this face').inputValue();
  expect(link).toBe(page.url());
  expect(pathOf(page)).toBe(`/f/${await codeOnScreen(page)}`);

  const profile = await newVisitor(visitor.browser, SMALL_WINDOW);
  const elsewhere = (await visitReady(profile, pathOf(page))).page;
  // Each face is drawn at the size of a tile first, and then at its own.
  await expect.poll(async () => maxDifference(await portraitOf(elsewhere), await portraitOf(page))).toBe(0);
  await expect.poll(() => codeOnScreen(elsewhere)).toBe(await codeOnScreen(page));
  await profile.close();
});

test('a view without a face has an address, whose document has its title without any script', async () => {
  const page = await visitor.open('/');
  await page.getByRole('link', { name: 'About', exact: true }).click();
  expect(pathOf(page)).toBe('/about');
  await page.reload();
  await page.getByRole('heading', { name: 'About', level: 1 }).waitFor();
  const document = await (await page.request.get(page.url())).text();
  expect(document).toContain('<title>About · Dareka</title>');
  expect(document).toContain('<meta property="og:title" content="About">');
  for (const name of ['A face on your page', 'The API']) {
    const address = await page.locator('footer').getByRole('link', { name }).getAttribute('href');
    expect((await page.request.get(new URL(address ?? '', page.url()).href)).status()).toBe(200);
  }
});

test('a latent face has a link', async () => {
  const { tag, latentSize } = await defaultManifest();
  const code = encodeFace(latentFace(tag, latentFromSeed(11, latentSize)));
  const { page } = await visitor.visit(`/f/${code}`);
  expect(await portraitOf(page)).not.toHaveLength(0);
  await expect.poll(() => codeOnScreen(page)).toBe(code);
});

test('"Copy link" copies the link to the clipboard', async () => {
  const { tag } = await defaultManifest();
  const page = await visitor.open(`/f/${encodeFace(seedFace(tag, 5))}`);
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

test('a face can be saved as a PNG that says whose face it is, four times as large, and as z in JSON', async () => {
  const { id, tag, resolution, latentSize, prior } = await defaultManifest();
  const code = encodeFace(seedFace(tag, 5));
  const page = await visitor.open(`/f/${code}`);
  await drawnPortrait(page);
  const names = new Set<string>();
  async function saved(button: string): Promise<Buffer> {
    const { name, content } = await downloadBy(page.getByRole('button', { name: button }));
    expect(name).toMatch(`dareka-${code}`);
    names.add(name);
    return content;
  }
  for (const edge of [resolution, 4 * resolution]) {
    const png = await saved(`PNG ${edge} × ${edge}`);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([edge, edge]);
    expect(readMark(png)).toEqual({ code, model: id });
  }
  const { z } = JSON.parse((await saved('z as JSON')).toString());
  expect(Float32Array.from(z)).toEqual(
    latentFromSeed(5, latentSize).map((value) => prior.truncation * value),
  );
  // None of them replaces another.
  expect(names.size).toBe(3);
});

test('a picture can be copied to the clipboard', async () => {
  const { tag, resolution } = await defaultManifest();
  const page = await visitor.open(`/f/${encodeFace(seedFace(tag, 5))}`);
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawnPortrait(page);
  await page.getByRole('button', { name: 'Copy picture' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const { width, height } = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
    return [width, height];
  });
  expect(size).toEqual([4 * resolution, 4 * resolution]);
});

test('where the system has a share sheet, it gets the link and the picture', async () => {
  const { tag, id } = await defaultManifest();
  const code = encodeFace(seedFace(tag, 5));
  const phone = await newVisitor(visitor.browser, SMALL_WINDOW);
  // Chromium here has no share sheet, so this one records what it is given.
  await phone.addInitScript(() => {
    navigator.canShare = () => true;
    navigator.share = async ({ url, files = [] } = {}) => {
      const [file] = files;
      const bytes = new Uint8Array((await file?.arrayBuffer()) ?? []);
      document.title = JSON.stringify({ url, name: file?.name, type: file?.type, base64: bytes.toBase64() });
    };
  });
  const page = (await visitReady(phone, `/f/${code}`)).page;
  await drawnPortrait(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.waitForFunction(() => document.title.startsWith('{'));
  const { base64, ...shared } = JSON.parse(await page.title());
  expect(shared).toMatchObject({ url: urlOf(`/f/${code}`), type: 'image/png' });
  expect(readMark(Buffer.from(base64, 'base64'))).toEqual({ code, model: id });
  await phone.close();
});

test('the share code can be copied, and the HTML to embed shows the face on another page', async () => {
  const { tag } = await defaultManifest();
  const code = encodeFace(seedFace(tag, 5));
  const page = await visitor.open(`/f/${code}`);
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // The other button may still show that it copied, so the clipboard is compared.
  async function copied(button: string): Promise<string> {
    const before = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: button }).click();
    const after = await page.waitForFunction(async (old) => {
      const now = await navigator.clipboard.readText();
      return now !== old && now;
    }, before);
    return String(await after.jsonValue());
  }
  expect(await copied('Copy code')).toBe(code);
  const snippet = await copied('Copy embed');
  const elsewhere = await visitor.context.newPage();
  await elsewhere.setContent(snippet);
  const image = elsewhere.getByRole('img');
  await image.evaluate((shown: HTMLImageElement) => shown.decode());
  expect(await image.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.width])).toEqual([
    256, 256,
  ]);
  await elsewhere.close();
});

test('favourites are added by key and by touch, kept across visits, and removed', async () => {
  const touching = await newVisitor(visitor.browser, { ...SMALL_WINDOW, hasTouch: true });
  const page = (await visitReady(touching, '/')).page;
  await drawnWall(page);
  const codes = await page
    .locator(TILE)
    .evaluateAll((tiles) => tiles.slice(0, 2).map((tile) => tile.getAttribute('data-code')));
  await page.locator(TILE).first().focus();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Face 2: keep as a favourite' }).tap();
  await page.reload();
  await page.getByRole('button', { name: 'Favourites' }).tap();
  await page.locator(`${TILE}:not(.blank)`).nth(1).waitFor();
  const kept = () =>
    page.locator(TILE).evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code')));
  await expect.poll(() => kept()).toEqual(codes.reverse());
  await page.locator(TILE).first().tap();
  await page.locator('.viewer .frame:not(.blank)').waitFor();
  await page.locator('.viewer .favourite-button').tap();
  await page.getByRole('button', { name: 'Close' }).tap();
  await expect.poll(() => kept()).toEqual([codes[1]]);
  await touching.close();
});

describe('the field on the wall', () => {
  test('opens a link, a short link, a code and a name', async () => {
    const { tag } = await defaultManifest();
    const codes = [31, 32, 33].map((seed) => encodeFace(seedFace(tag, seed)));
    const page = await visitor.open('/');
    const made = await page.request.post(urlOf('/api/links'), { data: { code: codes[2] } });
    const { url } = await made.json();
    const field = page.getByRole('textbox', { name: 'Open a link, a code or a name' });
    for (const [text, code] of [
      [`https://elsewhere.example/f/${codes[0]}.png?size=256`, codes[0]],
      [` ${codes[1]} `, codes[1]],
      [url, codes[2]],
    ]) {
      await field.fill(text ?? '');
      // A face that was closed may take the focus after the field is filled.
      await field.press('Enter');
      await expect.poll(() => codeOnScreen(page)).toBe(code);
      await drawnPortrait(page);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.locator('.viewer').waitFor({ state: 'hidden' });
      await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    }
    await field.fill(urlOf('/a/v2/alice.webp?age=old'));
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('img', { name: 'The face of “alice”' }).waitFor();
    await expect.poll(() => page.url()).toBe(urlOf('/avatars?age=old&name=alice&format=webp'));
  });

  test('what is opened while a short link is looked up stays', async () => {
    const { tag } = await defaultManifest();
    const [meant, late] = [34, 35].map((seed) => encodeFace(seedFace(tag, seed)));
    const page = await visitor.open('/');
    const made = await page.request.post(urlOf('/api/links'), { data: { code: late } });
    const { url } = await made.json();
    const { promise: isOpened, resolve: answer } = Promise.withResolvers<void>();
    await visitor.context.route(url, async (route) => {
      await isOpened;
      await route.continue();
    });
    const field = page.getByRole('textbox', { name: 'Open a link, a code or a name' });
    const asked = page.waitForRequest(url);
    await field.fill(url);
    await field.press('Enter');
    await asked;
    const given = page.waitForEvent('requestfailed', (request) => request.url() === url);
    await field.fill(meant ?? '');
    await field.press('Enter');
    await given;
    answer();
    await drawnPortrait(page);
    expect(await codeOnScreen(page)).toBe(meant);
  });

  test('says what is wrong, and takes a name that looks like a code', async () => {
    const { tag } = await defaultManifest();
    const page = await visitor.open('/');
    const field = page.getByRole('textbox', { name: 'Open a link, a code or a name' });
    const damaged = encodeFace(seedFace(tag, 123456)).slice(0, -1);
    for (const [text, reason] of [
      ['', 'Paste a link'],
      ['https://elsewhere.example/people/1', 'leads to no face'],
      [urlOf(`/f/${damaged}`), 'This link is damaged'],
      [urlOf('/s/2345678'), 'no such short link'],
      [damaged, 'looks like a share code'],
    ] as const) {
      await field.fill(text);
      await field.press('Enter');
      await page.getByRole('alert').getByText(reason).waitFor();
    }
    await visitor.context.route('**/s/2345678', (route) => route.abort());
    await field.fill(urlOf('/s/2345678'));
    await field.press('Enter');
    await page.getByRole('alert').getByText('did not answer').waitFor();
    await field.fill(damaged);
    await field.press('Enter');
    await page.getByRole('button', { name: 'It is a name' }).click();
    await page.getByRole('img', { name: `The face of “${damaged}”` }).waitFor();
  });
});

describe('a saved picture', () => {
  async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
  }

  test('opens as its face, in each format, from a file that is chosen, dropped or pasted on any view, and stays on the device', async () => {
    const { tag } = await defaultManifest();
    const code = encodeFace(seedFace(tag, 77));
    const { page, requests } = await visitor.visit('/');
    await drawnWall(page);
    const before = requests.length;
    let file = '';
    for (const format of ['png', 'webp', 'jpg']) {
      const picture = await (await page.request.get(urlOf(`/f/${code}.${format}`))).body();
      file = picture.toString('base64');
      await choose(page, `face.${format}`, picture);
      await drawnPortrait(page);
      await expect.poll(() => codeOnScreen(page)).toBe(code);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.locator('.viewer').waitFor({ state: 'hidden' });
    }
    expect(requests.slice(before)).toEqual([]);
    await page.getByRole('link', { name: 'About', exact: true }).click();
    await page.locator('.description-list').first().waitFor();
    await dropFile(page, 'face.jpg', Buffer.from(file, 'base64'));
    await drawnPortrait(page);
    expect(pathOf(page)).toBe(`/f/${code}`);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.evaluate((base64) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'face.jpg'));
      document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData }));
    }, file);
    await drawnPortrait(page);
  });

  test('of which only z was saved opens as its face, too', async () => {
    const { tag, id, latentSize } = await defaultManifest();
    const code = encodeFace(latentFace(tag, new Float32Array(latentSize).fill(0.5)));
    const page = await visitor.open('/#about');
    await page.locator('.description-list').first().waitFor();
    const z = JSON.stringify({ model: id, code, z: Array(latentSize).fill(0.5) });
    await dropFile(page, `dareka-${code}.json`, Buffer.from(z));
    await drawnPortrait(page);
    await expect.poll(() => codeOnScreen(page)).toBe(code);
    await dropFile(page, 'damaged.json', Buffer.from(z.replace(code, `${code.slice(0, -1)}-`)));
    await page.getByRole('alert').getByText('damaged').waitFor();
  });

  test('that does not open says why', async () => {
    const { tag, id } = await defaultManifest();
    const code = encodeFace(seedFace(tag === '000000' ? '111111' : '000000', 5));
    const foreign = encodePng({ width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) });
    const page = await visitor.open('/');
    for (const [name, file, reason] of [
      ['notes.txt', new TextEncoder().encode('notes'), 'cannot be opened here'],
      ['foreign.png', foreign, 'does not say which face it shows'],
      ['half.png', foreign.subarray(0, 40), 'damaged'],
      ['other.png', markPicture(foreign, { code, model: id }), 'a model that this site does not have'],
    ] as const) {
      await choose(page, name, Buffer.from(file));
      await page.getByRole('alert').getByText(reason).waitFor();
    }
    // What was said of a file goes with the next step.
    await page.getByRole('button', { name: 'Favourites' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});

describe('the address bar', () => {
  test('Back closes a face that was opened from the wall, and Forward opens it again', async () => {
    const page = await visitor.open('/');
    await drawnWall(page);
    await page.locator(TILE).first().click();
    const code = await codeOnScreen(page);
    await page.goBack();
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    expect([pathOf(page), await codeOnScreen(page)]).toEqual(['/', null]);
    await page.goForward();
    await page.locator('.viewer').waitFor();
    await expect.poll(() => codeOnScreen(page)).toBe(code);
  });

  test('a second press of ×, before the page has gone back, closes no more than the face', async () => {
    const page = await visitor.open('/');
    await drawnWall(page);
    await page.locator(TILE).first().click();
    const code = await codeOnScreen(page);
    await page.getByRole('button', { name: 'Close' }).evaluate((close: HTMLButtonElement) => {
      close.click();
      close.click();
    });
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    await page.goForward();
    await page.locator('.viewer').waitFor();
    await expect.poll(() => codeOnScreen(page)).toBe(code);
  });

  test('Next and Previous change the face and the address, and Back leads to the wall at once', async () => {
    const page = await visitor.open('/');
    await drawnWall(page);
    const codes = await page
      .locator(TILE)
      .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code')));
    await page.locator(TILE).nth(1).click();
    await page.getByRole('button', { name: 'Next' }).click();
    expect(pathOf(page)).toBe(`/f/${codes[2]}`);
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.keyboard.press('ArrowLeft');
    expect(pathOf(page)).toBe(`/f/${codes[0]}`);
    await page.goBack();
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    expect(pathOf(page)).toBe('/');
  });

  test('closing a face that was opened by a link shows the wall', async () => {
    const { tag } = await defaultManifest();
    const { page } = await visitor.visit(`/f/${encodeFace(seedFace(tag, 5))}`);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    expect(pathOf(page)).toBe('/');
    await drawnWall(page);
  });
});

describe('a link whose face cannot be shown', () => {
  /** The message that the page shows, once the wall is drawn beneath it. */
  async function explanation(path: string): Promise<string | null> {
    const { page } = await visitor.visitAtOnce(path);
    await drawnWall(page);
    await expect.poll(() => codeOnScreen(page)).toBeNull();
    await expect.poll(() => page.locator('.viewer').isVisible()).toBe(false);
    return page.getByRole('alert').textContent();
  }

  test('is reported as damaged where a character was changed', async () => {
    const { tag } = await defaultManifest();
    const code = encodeFace(seedFace(tag, 123456));
    const changed = `${code.slice(0, 7)}${code[7] === 'A' ? 'B' : 'A'}${code.slice(8)}`;
    expect(await explanation(`/f/${changed}`)).toContain('This link is damaged');
  });

  test('is reported as damaged where it is not a code', async () => {
    expect(await explanation('/f/nobody')).toContain('This link is damaged');
  });

  test('has a message of its own where a newer site made its code', async () => {
    // Of kind 15, with a right checksum.
    expect(await explanation('/f/HwCqESq_mA')).toContain('made by a newer Dareka');
  });

  test('has a message of its own where the site does not have its model', async () => {
    const { tag } = await defaultManifest();
    const other = tag === '000000' ? '111111' : '000000';
    expect(await explanation(`/f/${encodeFace(seedFace(other, 5))}`)).toContain(
      'a model that this site does not have',
    );
  });

  test('has a message of its own where its z does not fit the model', async () => {
    const { tag } = await defaultManifest();
    const code = encodeFace(latentFace(tag, Float32Array.of(1, 2, 3)));
    expect(await explanation(`/f/${code}`)).toContain('something that its model cannot do');
  });
});
