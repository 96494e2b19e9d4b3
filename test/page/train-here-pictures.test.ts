/** Training on the visitor's own pictures: files of all kinds are opened or refused, and nothing of them leaves the device. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { BrowserContext, Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { OWN_SIDE } from '../../client/page/train-here/own-pictures/own-set.ts';
import { DATABASE, NOTES, OBJECT_STORE, ownPicturesNote } from '../../client/storage/names.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { urlOf, visitReady } from '../browser/browser.ts';
import { dropFile } from '../browser/drop.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { readNote, untilStored } from '../browser/storage.ts';
import { button, pause, stepOf, takeHome, untilStep } from '../browser/training-panel.ts';
import { useVisitor } from '../browser/visitor.ts';

type GivenFile = { name: string; mimeType: string; buffer: Buffer };

/** Networks of a tenth of the usual weights, so that steps take milliseconds. */
const ADDRESS = '/?backend=wasm#lesson/own/batch=4/generatorWidth=8/discriminatorWidth=8';
const RED = '#b83a26';

/** The picture of `turnedPhoto` in 3072 × 2048 pixels, encoded by heif-enc, with the property irot of a phone held upright. */
const TURNED_HEIC = join(
  import.meta.dirname,
  '../../client/page/train-here/own-pictures/testing/turned.heic',
);

const visitor = useVisitor({ locale: 'en' }, { forgets: true });

/** A different picture for each number: a disc somewhere, on a background of another colour. */
function drawing(number: number, size = 120): Sharp {
  const x = 30 + ((number * 47) % 60);
  const y = 30 + ((number * 71) % 60);
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 120 120">
    <rect width="120" height="120" fill="hsl(${(number * 83) % 360},40%,${60 + ((number * 13) % 30)}%)"/>
    <circle cx="${x}" cy="${y}" r="${14 + (number % 5) * 4}" fill="hsl(${(number * 131) % 360},70%,40%)"/></svg>`),
  );
}

async function given(name: string, made: Sharp | Buffer | string): Promise<GivenFile> {
  const buffer =
    typeof made === 'string' ? Buffer.from(made) : Buffer.isBuffer(made) ? made : await made.toBuffer();
  return { name, mimeType: '', buffer };
}

/** A photo as a phone saves it: on its side, with an EXIF entry that says how to turn it. Turned, it is red at the top. */
function turnedPhoto(): Sharp {
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#fff"/><rect width="150" height="200" fill="${RED}"/></svg>`,
    ),
  )
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 });
}

function transparentPicture(): Sharp {
  return sharp({ create: { width: 90, height: 90, channels: 4, background: '#00000000' } }).png();
}

/** A PNG whose head says that it has 400 million pixels. */
async function hugePicture(): Promise<Buffer> {
  const file = await drawing(1).png().toBuffer();
  file.writeUInt32BE(20_000, 16);
  file.writeUInt32BE(20_000, 20);
  return file;
}

/** A pixel of each picture that the browser has stored, by the picture's name. */
async function storedPixels(
  page: Page,
  [x, y]: readonly [number, number],
): Promise<Record<string, number[]> | undefined> {
  const list = (await readNote(page, NOTES.ownPictures)) as { pictures: { name: string }[] } | undefined;
  const pixels = Buffer.from(String(await readNote(page, ownPicturesNote(0))), 'base64');
  const at = 4 * (OWN_SIDE * y + x);
  return (
    list &&
    Object.fromEntries(
      list.pictures.map(({ name }, i) => {
        const from = 4 * OWN_SIDE ** 2 * i + at;
        return [name, [...pixels.subarray(from, from + 4)]];
      }),
    )
  );
}

async function choose(page: Page, files: GivenFile[]): Promise<void> {
  await page.locator('.own-panel input[type=file]').first().setInputFiles(files);
}

/** Chooses files, with something happening after they are selected and before the page learns of them. */
async function chooseAfter(page: Page, paths: string[], happens: () => Promise<void>): Promise<void> {
  const input = page.locator('.own-panel input[type=file]').first();
  await page.evaluate(() => {
    const picker = Object.assign(document.createElement('input'), {
      type: 'file',
      multiple: true,
      id: 'picker',
    });
    document.body.append(picker);
  });
  const picker = page.locator('#picker');
  await picker.setInputFiles(paths);
  await happens();
  const files = await picker.elementHandle();
  await input.evaluate((to, from) => {
    (to as HTMLInputElement).files = (from as HTMLInputElement).files;
    to.dispatchEvent(new Event('change', { bubbles: true }));
  }, files);
  await picker.evaluate((element) => element.remove());
}

/** Waits until the panel of own pictures says a text. */
function said(page: Page, text: string | RegExp): Promise<void> {
  return page.locator('.own-panel').getByText(text).first().waitFor();
}

/** Lists every request, by workers too, that could carry a picture: with another method, a body, or a long URL. */
function watchSent(context: BrowserContext): string[] {
  const sent: string[] = [];
  context.on('request', (request) => {
    const { origin, pathname, search } = new URL(request.url());
    const body = request.postDataBuffer()?.length ?? 0;
    if (
      origin !== 'null' &&
      (!['GET', 'HEAD'].includes(request.method()) || body > 0 || pathname.length + search.length > 120)
    ) {
      sent.push(`${request.method()} ${request.url()}`);
    }
  });
  context.on('websocket' as 'request', (socket) => sent.push(String(socket)));
  return sent;
}

test('pictures of all kinds are learned from, offline too, and nothing of them leaves the device', async () => {
  const context = await visitor.browser.newContext({ locale: 'en', acceptDownloads: true });
  const sent = watchSent(context);
  const { page, problems } = await visitReady(context, ADDRESS);
  const policy = await page.evaluate(async () =>
    (await fetch('/', { method: 'HEAD' })).headers.get('Content-Security-Policy'),
  );
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("form-action 'none'");
  // The decoder of HEIC is fetched with the first HEIC, not stored in advance.
  expect(await (await fetch(urlOf('/sw.js'))).text()).not.toContain('heif');
  await said(page, 'Your pictures never leave this device.');
  await expect.poll(() => button(page, 'Start').isDisabled()).toBe(true);

  const zip = Buffer.from(
    zipSync({
      'trip/one.png': await drawing(20).png().toBuffer(),
      'trip/.DS_Store': Buffer.from('x'),
      'inner.zip': Buffer.from(zipSync({ 'a.png': Buffer.from('x') })),
    }),
  );
  await choose(page, [
    await given('turned.jpg', turnedPhoto()),
    await given('clear.png', transparentPicture()),
    await given('wide.webp', drawing(2).extend({ left: 200, right: 200, background: '#000' }).webp()),
    await given('gif.gif', drawing(3).gif()),
    await given('four.jpg', drawing(4, 2000).jpeg()),
    await given('four again.jpg', drawing(4, 300).jpeg({ quality: 40 })),
    await given('small.png', drawing(5, 20).png()),
    await given('trip.zip', zip),
    await given('cut.zip', zip.subarray(0, 200)),
    await given('notes.txt', 'no picture'),
    await given('empty.jpg', ''),
    await given(
      'broken.jpg',
      Buffer.concat([(await drawing(6).jpeg().toBuffer()).subarray(0, 200), Buffer.alloc(300)]),
    ),
    await given('phone.heic', Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypheic'), ...Buffer.alloc(100)])),
    await given('iphone.heic', await readFile(TURNED_HEIC)),
    await given('scan.tif', Buffer.from([...Buffer.from('II*\0'), ...Buffer.alloc(100)])),
    await given('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>'),
    await given('huge.png', await hugePicture()),
    await given('dot.png', drawing(7, 1).png()),
  ]);
  await said(page, '9 pictures.');
  await page.locator('.own-panel progress').waitFor({ state: 'detached' });
  for (const [reason, names] of [
    ['2 files left out: no picture.', ['notes.txt', 'empty.jpg']],
    ['One file left out: damaged', ['broken.jpg']],
    ['One file left out: HEIC that is damaged', ['phone.heic']],
    ['One file left out: TIFF', ['scan.tif']],
    ['One file left out: SVG', ['drawing.svg']],
    ['One file left out: more than 100 million pixels', ['huge.png']],
    ['One file left out: smaller than 8 × 8', ['dot.png']],
    ['One file left out: a zip within a zip', ['trip.zip/inner.zip']],
    ['One file: a zip that is damaged', ['cut.zip']],
    ['One is smaller than 32 × 32 pixels', ['small.png']],
  ] as const) {
    const group = page.locator('details', { hasText: reason });
    await group.locator('summary').click();
    await expect.poll(() => group.locator('li').allInnerTexts()).toEqual(names);
  }
  // The copies are the second JPEG, and the HEIC, which once turned is the turned JPEG.
  await said(page, '2 are nearly the same as another.');
  await button(page, 'Leave out the copies').click();
  await said(page, '7 pictures.');
  await said(page, 'With fewer than 50 pictures');
  expect(await accessibilityViolations(page)).toEqual([]);

  // By keyboard: the focus goes to the next picture, and one that was left out can be put back.
  await button(page, 'Leave out gif.gif').focus();
  await page.keyboard.press('Enter');
  await said(page, '6 pictures.');
  await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Leave out four.jpg');
  await button(page, 'Put it back').click();
  await said(page, '7 pictures.');
  await button(page, 'Leave out gif.gif').waitFor();

  await page.getByLabel('Keep these pictures').check();
  await expect
    .poll(() => storedPixels(page, [32, 4]))
    .toMatchObject({
      // Turned as EXIF says, and cropped in the middle: red above white.
      'turned.jpg': [expect.closeTo(184, -1), expect.closeTo(58, -1), expect.closeTo(38, -1), 255],
      'clear.png': [255, 255, 255, 255],
      'trip.zip/trip/one.png': expect.anything(),
    });
  expect((await storedPixels(page, [32, 60]))?.['turned.jpg']).toEqual([255, 255, 255, 255]);
  // The black at both sides of the picture is cropped.
  expect((await storedPixels(page, [1, 32]))?.['wide.webp']?.slice(0, 3)).not.toEqual([0, 0, 0]);

  await button(page, 'Start').click();
  await untilStep(page, 2);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await pause(page);
  const other = await context.newPage();
  await other.goto(urlOf('/about'));
  await untilStored(other);
  await other.close();
  await context.setOffline(true);
  await page.reload();
  await said(page, '7 pictures.');
  await button(page, 'Continue').click();
  await untilStep(page, 4);
  await pause(page);
  await page.getByText('Kept on this device up to step').waitFor();

  // Offline the training is saved, and comes back with its pictures, whatever the file is called, on a visit that has not read those that are kept.
  await page.getByText('Take it home').click();
  const bare = await takeHome(page, 'The training (ZIP)');
  await page.getByLabel('With the pictures that it learns from').check();
  const whole = await takeHome(page, 'The training (ZIP)');
  const first = await stepOf(page);
  await page.evaluate(() => history.replaceState(null, '', '/?backend=wasm#lesson/shapes'));
  await page.reload();
  await button(page, 'Start').waitFor();
  const before = await page.evaluate(() => location.hash);
  await dropFile(page, 'holiday.zip', whole);
  await page.waitForFunction((hash) => location.hash !== hash, before);
  await untilStep(page, first + 1);
  await pause(page);
  await expect.poll(() => page.locator('.training-list > li').count()).toBe(2);
  await page.getByText('7 pictures. Once it is paused').waitFor();
  await context.setOffline(false);

  await page.getByRole('link', { name: 'About', exact: true }).click();
  await button(page, 'Remove what is stored').click();
  await button(page, 'Remove').click();
  await page.getByText('Removed.').waitFor();
  await page.goto(urlOf(ADDRESS));
  await button(page, 'Choose pictures').waitFor();
  await expect.poll(() => page.locator('.own-panel').getByText('7 pictures.').count()).toBe(0);

  // A training that was saved without its pictures asks for them, and waits until some are chosen.
  await dropFile(page, 'holiday.zip', bare);
  await said(page, 'were not in its file. Choose them again');
  await choose(page, [await given('one.png', drawing(1).png())]);
  await said(page, 'One picture.');
  await button(page, 'Continue').click();
  await untilStep(page, first + 1);
  expect(sent).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});

test('one picture is enough to begin; where it was not kept, the next visit asks for it and goes on', async () => {
  // Safari 17.0 can train, but has no Map.groupBy.
  await visitor.context.addInitScript(() => Reflect.deleteProperty(Map, 'groupBy'));
  const page = await visitor.open(ADDRESS);
  // The worker that decodes pictures may fail: it is out of memory, or the browser has no canvas for workers.
  const worker = /\/decode-worker-.*\.js$/;
  await prependScript(visitor.context, worker, 'delete self.OffscreenCanvas;');
  await choose(page, [await given('one.png', drawing(1).png())]);
  await said(page, 'Opening them broke off');
  await visitor.context.unroute(worker);
  // A file may be gone before it is read; the others are opened all the same.
  const folder = await mkdtemp(join(tmpdir(), 'dareka-pictures-'));
  const paths = await Promise.all(
    [1, 2].map(async (i) => {
      const path = join(folder, `${i}.png`);
      await writeFile(path, await drawing(i).png().toBuffer());
      return path;
    }),
  );
  await chooseAfter(page, paths, () => rm(join(folder, '1.png')));
  await button(page, 'Leave out 2.png').click();
  await said(page, 'One file left out: this browser cannot read it.');
  await rm(folder, { recursive: true });
  // A HEIC is left out where its decoder cannot be fetched, and is opened once it can be.
  const decoder = /\/libheif-.*\.wasm$/;
  const heic = await given('iphone.heic', await readFile(TURNED_HEIC));
  await visitor.context.route(decoder, (route) => route.abort());
  await choose(page, [heic]);
  await said(page, 'One file left out: HEIC, and what opens it could not be fetched.');
  await visitor.context.unroute(decoder);
  await choose(page, [heic]);
  await button(page, 'Leave out iphone.heic').click();
  await choose(page, [await given('one.png', drawing(1).png())]);
  await said(page, 'One is enough to begin');
  await button(page, 'Start').click();
  await untilStep(page, 1);
  await pause(page);
  const step = await stepOf(page);
  await page.reload();
  await said(page, 'they were not kept, or were not in its file. Choose them again');
  await expect.poll(() => button(page, 'Continue').isDisabled()).toBe(true);
  // From the list of trainings, too, it waits until all of them are chosen.
  await page.getByRole('button', { name: 'Shapes', exact: true }).click();
  await page.getByRole('button', { name: 'Continue “' }).click();
  await choose(page, [await given('one.png', drawing(1).png())]);
  await said(page, 'One is enough to begin');
  await choose(page, [await given('two.png', drawing(2).png())]);
  await said(page, '2 pictures.');
  await button(page, 'Continue').click();
  await untilStep(page, step + 1);
  await expect.poll(() => button(page, 'Change the pictures').isDisabled()).toBe(true);
  await pause(page);
  await button(page, 'Change the pictures').click();
  await choose(page, [await given('three.png', drawing(3).png())]);
  await said(page, '3 pictures.');
  await button(page, 'Continue').click();
  await untilStep(page, step + 2);

  // An earlier build stored all pictures as one note.
  await page.evaluate(
    ([database, objectStore, key, bytes]) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => {
          const opened = request.result;
          const transaction = opened.transaction(objectStore, 'readwrite');
          const pictures = [0, 1].map((id) => ({ id, group: id, name: `${id}.png`, side: 90 }));
          transaction.objectStore(objectStore).put({ pictures, pixels: new ArrayBuffer(2 * bytes) }, key);
          transaction.oncomplete = () => {
            opened.close();
            resolve();
          };
        };
      }),
    [DATABASE, OBJECT_STORE, NOTES.ownPictures, 4 * OWN_SIDE ** 2] as const,
  );
  await page.reload();
  await said(page, '2 pictures.');
  // A visit may end right after a picture has come.
  await choose(page, [await given('three.png', drawing(3).png())]);
  await said(page, '3 pictures.');
  await page.reload();
  await said(page, '3 pictures.');

  const old = await visitor.context.newPage();
  await old.addInitScript(() => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'));
  await old.goto(urlOf(ADDRESS));
  await old.getByRole('alert').getByText('This browser cannot train').waitFor();
  await expect.poll(() => button(old, 'Start').isDisabled()).toBe(true);
});

test('pictures can be dropped, pasted, chosen as a folder and taken with the camera', async () => {
  const page = await visitor.open(ADDRESS);
  await page.locator('.own-panel').waitFor();
  const pictures = await Promise.all(
    [1, 2].map(async (i) => (await drawing(i).png().toBuffer()).toString('base64')),
  );
  const zip = zipSync({ 'in a zip.png': await drawing(99).png().toBuffer() });
  pictures.push(Buffer.from(zip).toString('base64'));
  await page.evaluate((files) => {
    function transferOf(name: string, base64: string): DataTransfer {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      return transfer;
    }
    const options = { bubbles: true, cancelable: true };
    const [dropped = '', pasted = '', zip = ''] = files;
    const given = [
      ['dropped.png', dropped],
      ['pictures.zip', zip],
    ] as const;
    for (const [type, [name, base64]] of given.flatMap((file) => [
      ['dragover', file] as const,
      ['drop', file] as const,
    ])) {
      document.body.dispatchEvent(
        new DragEvent(type, { ...options, dataTransfer: transferOf(name, base64) }),
      );
    }
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { ...options, clipboardData: transferOf('pasted.png', pasted) }),
    );
  }, pictures);
  await button(page, 'Leave out dropped.png').waitFor();
  await button(page, 'Leave out pasted.png').waitFor();
  await button(page, 'Leave out pictures.zip/in a zip.png').waitFor();
  // The page did not take them for saved faces or trainings, of which it would say that they cannot be opened.
  expect(await page.getByRole('alert').count()).toBe(0);

  // Settings stay when pictures are added.
  await page.getByText(/^Settings/).click();
  const augment = page.getByRole('group', { name: 'DiffAugment' });
  await augment.getByRole('button', { name: 'Off' }).click();
  await said(page, 'DiffAugment would keep it from that, but is off');
  await augment.getByRole('button', { name: 'On' }).click();
  const batch = page.getByRole('group', { name: 'Pictures per step' }).getByRole('button', { name: '8' });
  await batch.click();

  // From 50 pictures on there is no DiffAugment: the discriminator sees them as they are.
  await said(page, 'So it is shown yours and the drawn ones alike');
  const folder = await mkdtemp(join(tmpdir(), 'dareka-pictures-'));
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  for (let i = 0; i < 60; i++) {
    await writeFile(
      join(folder, i % 2 === 0 ? 'a' : join('a', 'b'), `${i}.png`),
      await drawing(i + 3, 40)
        .png()
        .toBuffer(),
    );
  }
  await writeFile(join(folder, 'a', '.DS_Store'), '');
  await page.locator('.own-panel input[type=file]').nth(1).setInputFiles(folder);
  await said(page, '63 pictures.');
  await expect
    .poll(() => page.locator('.own-panel').getByText('With fewer than 50 pictures').count())
    .toBe(0);
  await said(page, '1 to 48 of 63');
  await expect.poll(() => batch.getAttribute('aria-pressed')).toBe('true');
  await button(page, 'Later').click();
  await expect.poll(() => page.locator('.own-pictures button').count()).toBe(15);
  await rm(folder, { recursive: true });

  // Chromium here has no camera.
  await button(page, 'Use the camera').click();
  await page.getByRole('alert').getByText('no camera').waitFor();
  await button(page, 'Close').click();
  await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    function draw(): void {
      const context = canvas.getContext('2d');
      context?.fillRect(100, 60, 120, 120);
      requestAnimationFrame(draw);
    }
    draw();
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
  });
  await button(page, 'Use the camera').click();
  await button(page, 'Take a picture').click();
  await button(page, 'Leave out camera 1').waitFor();
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await button(page, 'Turn the camera off').click();
  await button(page, 'Use the camera').click();
  await page.getByRole('alert').getByText('refused it').waitFor();

  // The pictures can be changed where nothing can be stored, too.
  const worker = `if (!('document' in self)) {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('refused', 'QuotaExceededError');
    };
  }`;
  await prependScript(visitor.context, '**/assets/main-*.js', worker);
  await button(page, 'Start').click();
  await untilStep(page, 1);
  await pause(page);
  await page.getByRole('alert').getByText('no room to keep').waitFor();
  const step = await stepOf(page);
  await button(page, 'Change the pictures').click();
  await button(page, 'Leave out dropped.png').click();
  await button(page, 'Continue').click();
  await untilStep(page, step + 1);
});

test('shapes are drawn on the device, and portraits of another size are fetched only for it', async () => {
  const { page, requests } = await visitor.visit(
    '/?backend=wasm#lesson/shapes/resolution=16/batch=4/generatorWidth=8/discriminatorWidth=8',
  );
  const sheets = () => requests.filter((path) => path.endsWith('.webp') && path.startsWith('/assets/'));
  await page.getByText('shapes of 16 × 16 pixels').waitFor();
  await button(page, 'Start').click();
  await untilStep(page, 2);
  await page.getByRole('img', { name: 'Sixty-four shapes' }).waitFor();
  await pause(page);
  expect(sheets()).toEqual([]);

  await page.evaluate(() => {
    location.hash = '#lesson/resolution=64';
  });
  await page.getByText('portraits of 64 × 64 pixels').waitFor();
  await page.getByText('To be fetched, once').waitFor();
  expect(sheets()).toEqual([expect.stringMatching(/portraits-64-/)]);
});
