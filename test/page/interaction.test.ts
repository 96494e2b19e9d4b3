/** What visitors do in the views for mixing, arithmetic, the layers and the training. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code.ts';
import { latentFromFace, seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import { readMark } from '../../picture/mark.ts';
import { launch, newVisitor, urlOf, visitReady } from '../browser/browser.ts';
import { dataUrlOf, waitForChange } from '../browser/pictures.ts';
import { defaultManifest, filmedManifest } from '../site/published.ts';
import { startHost } from '../widget/host.ts';

let browser: Browser;
let visitor: BrowserContext;
let page: Page;
let manifest: Manifest;

beforeAll(async () => {
  browser = await launch('wasm');
  visitor = await newVisitor(browser, { locale: 'en' });
  manifest = await defaultManifest();
});

afterAll(() => browser.close());

afterEach(() => page.close());

function codeOf(seed: number): string {
  return encodeFace(seedFace(manifest.tag, seed));
}

async function open(path: string): Promise<Page> {
  ({ page } = await visitReady(visitor, path));
  return page;
}

type Saved = { name: string; base64: string };

async function saved(button: string): Promise<Saved> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await downloading;
  const bytes = Buffer.concat(await (await download.createReadStream()).toArray());
  return { name: download.suggestedFilename(), base64: bytes.toString('base64') };
}

/** Decodes an image with the browser's decoder; `frames` are the colours of each frame's middle row. */
function decoded(type: string, { base64 }: Saved) {
  return page.evaluate(
    async ([mime, text]) => {
      const data = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: mime });
      await decoder.tracks.ready;
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const frames: string[] = [];
      let seconds = 0;
      for (let frameIndex = 0; frameIndex < (decoder.tracks.selectedTrack?.frameCount ?? 0); frameIndex++) {
        const { image } = await decoder.decode({ frameIndex });
        [canvas.width, canvas.height] = [image.displayWidth, image.displayHeight];
        seconds += (image.duration ?? 0) / 1e6;
        context?.drawImage(image, 0, 0);
        frames.push(String(context?.getImageData(0, canvas.height / 2, canvas.width, 1).data.slice(0, 400)));
        image.close();
      }
      return { width: canvas.width, height: canvas.height, seconds, frames };
    },
    [type, base64] as const,
  );
}

test('a name on the wall leads to its face, and the address that is copied grows with what is chosen', async () => {
  await open('/');
  await page.getByRole('textbox', { name: 'Open a link, a code or a name' }).fill('誰か');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'The face of “誰か”' }).waitFor();
  const copied = page.getByRole('textbox', { name: 'Text to copy' });
  expect(await copied.inputValue()).toBe(urlOf('/a/v1/%E8%AA%B0%E3%81%8B.png'));
  // Below it stands the face as small as avatars are shown, each in the pixels of the screen.
  await page.locator('.used-sizes canvas:not([aria-busy])').nth(3).waitFor();
  const widths = page.locator('.used-sizes canvas');
  expect(await widths.evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).width))).toEqual(
    [96, 64, 40, 24],
  );
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('alice');
  await page.getByRole('group', { name: 'Age' }).getByRole('button', { name: 'old' }).click();
  await page.getByRole('group', { name: 'Glasses' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Beard' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Beard' }).getByRole('button', { name: 'yes' }).click();
  await page.getByRole('group', { name: 'Pixels' }).getByRole('button', { name: '256' }).click();
  await page.getByRole('group', { name: 'Format' }).getByRole('button', { name: 'WebP' }).click();
  const address = urlOf('/a/v1/alice.webp?age=old&glasses=yes&size=256');
  expect(await copied.inputValue()).toBe(address);

  // The page draws the face that the address has.
  const picture = await page.request.get(address);
  expect(picture.headers()['content-type']).toBe('image/webp');
  const code = await page.evaluate(() => window.dareka.code);
  expect(picture.headers()['content-location']).toBe(`/f/${code}.webp?size=256`);

  await page.getByRole('button', { name: 'Markdown' }).click();
  await page.reload();
  await page.getByRole('img', { name: 'The face of “alice”' }).waitFor();
  expect(await copied.inputValue()).toBe(`![alice](${address})`);
  expect(await page.evaluate(() => window.dareka.code)).toBe(code);

  // On another site the element has the same face.
  await page.getByRole('button', { name: 'Element' }).click();
  const body = await copied.inputValue();
  const host = await startHost(new URL(page.url()).origin);
  host.serve('/', { body });
  const elsewhere = await visitor.newPage();
  await elsewhere.goto(`${host.origin}/`);
  await elsewhere.waitForFunction((same) => document.querySelector('dareka-face')?.value === same, code);
  await elsewhere.close();
  await host.stop();

  await name.fill('あ'.repeat(86));
  await page.getByRole('alert').getByText('1 to 256 bytes').waitFor();
  await name.fill('');
  await copied.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Studio' }).click();
  expect(new URL(page.url()).search).toBe('');
});

test('a mix shows the faces between two faces, and its link holds them', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const face = '.preview .picture canvas';
  await page.locator('.preview .picture:not(.blank)').waitFor();
  const start = await dataUrlOf(page, face);
  await page.getByRole('slider', { name: 'Position' }).fill('500');
  await waitForChange(page, face, start);
  expect(new URL(page.url()).hash).toBe(`#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.getByRole('button', { name: 'Square' }).click();
  await page.locator('.xy-pad .picture:not(.blank)').nth(24).waitFor();
  expect(new URL(page.url()).hash).toMatch(/^#mix\/[^/]+\.[^/]+\.[^/]+\.[^/]+\/square\/arc$/);
});

test('the weights of a blend draw its face, and are in its link', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}.${codeOf(3)}/line/arc`);
  await page.getByRole('button', { name: 'Weights' }).click();
  const face = '.preview .picture canvas';
  const weight = (number: number) => page.getByRole('slider', { name: `Face ${number}`, exact: true });
  await weight(1).waitFor();
  await page.locator('.preview .picture:not(.blank)').waitFor();
  const even = await dataUrlOf(page, face);
  await weight(1).fill('0');
  await weight(3).fill('0');
  await page.waitForFunction(() => location.hash.endsWith('/blend/arc/0-50-0'));
  await waitForChange(page, face, even);
  // Face 2 alone.
  const studio = await page.getByRole('link', { name: 'Open in the studio' }).getAttribute('href');
  const shape = { latentSize: manifest.latentSize, truncation: manifest.prior.truncation, directions: [] };
  const z = latentFromFace(decodeFace(/\/f\/([^#]+)/.exec(studio ?? '')?.[1] ?? ''), shape);
  const expected = latentFromFace(decodeFace(codeOf(2)), shape);
  for (const [i, value] of z.entries()) {
    expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1 / 64 + 1e-5);
  }
});

test.each([
  ['inside', '.generated-picture .picture:not(.blank)'],
  ['mix', '.preview .picture:not(.blank)'],
  ['arithmetic', '.equation-result > .picture:not(.blank)'],
  ['training', '.face-grid:not(.blank)'],
  ['quiz', '.pair .picture:not(.blank)'],
])('another model can be chosen in the view %s', async (view, drawn) => {
  await open(`/#${view}`);
  await page.locator(drawn).first().waitFor();
  await page.getByRole('combobox', { name: 'Model' }).selectOption('dcgan-64-0d7899');
  // Its tag as it is, or in a share code, where it is in bytes 1 to 3.
  const code = encodeFace(seedFace('0d7899', 1)).slice(2, 5);
  await page.waitForFunction(
    ([tag, inCode]) => location.href.includes(tag) || location.href.includes(inCode),
    ['0d7899', code] as const,
  );
  await page.locator(drawn).first().waitFor();
  await expect.poll(() => page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('dcgan-64-0d7899');
});

test('what changes a mix can be undone, after a reload too, and Back does the same', async () => {
  const mix = `#mix/${codeOf(1)}.${codeOf(2)}/line/arc`;
  await open(`/${mix}`);
  const undo = page.getByRole('button', { name: 'Undo' });
  const at = (hash: string) => page.waitForFunction((expected) => location.hash === expected, hash);
  await page.getByRole('button', { name: 'New faces' }).click();
  await page.waitForFunction((before) => location.hash !== before, mix);
  await page.reload();
  await undo.click();
  await at(mix);
  await page.getByRole('button', { name: 'Turn of head 1' }).click();
  await page.waitForFunction(() => location.hash.endsWith('/straight'));
  await page.goBack();
  await at(mix);
  await undo.waitFor({ state: 'hidden' });
});

test('a walk can be saved as a GIF, a PNG strip and a video, which decoders of the browser open', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.locator('.preview .picture:not(.blank)').waitFor();
  // A loop goes there and back, which takes twice as long.
  await page.getByRole('button', { name: 'Loop' }).click();

  const mark = { model: manifest.id };
  const savedGif = await saved('GIF');
  expect(readMark(Buffer.from(savedGif.base64, 'base64'))).toEqual(mark);
  const gif = await decoded('image/gif', savedGif);
  expect([gif.width, gif.height]).toEqual([256, 256]);
  expect(gif.seconds).toBeCloseTo(1.5, 5);
  expect(gif.frames).toHaveLength(19);
  expect(new Set(gif.frames).size).toBeGreaterThan(15);
  // Four such walks are a GIF that a chat takes.
  expect(Buffer.from(savedGif.base64, 'base64').length).toBeLessThan(500_000);

  const savedStrip = await saved('PNG strip');
  expect(readMark(Buffer.from(savedStrip.base64, 'base64'))).toEqual(mark);
  const strip = await decoded('image/png', savedStrip);
  expect([strip.width, strip.height]).toEqual([9 * 2 * manifest.resolution, 2 * manifest.resolution]);

  const video = await saved('Video');
  const player = await visitor.newPage();
  const played = await player.evaluate(async (base64) => {
    const film = document.createElement('video');
    film.muted = true;
    film.src = `data:video/mp4;base64,${base64}`;
    document.body.append(film);
    await new Promise((resolve) => film.addEventListener('loadedmetadata', resolve));
    return { width: film.videoWidth, height: film.videoHeight, seconds: film.duration };
  }, video.base64);
  await player.close();
  expect(video.name).toBe('dareka-walk.mp4');
  expect(readMark(Buffer.from(video.base64, 'base64'))).toEqual(mark);
  expect([played.width, played.height]).toEqual([512, 512]);
  expect(played.seconds).toBeCloseTo(1.5, 3);
});

test('where the browser has no encoder of its own, it records the walk', async () => {
  const old = await newVisitor(browser, { locale: 'en' });
  await old.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'VideoEncoder');
  });
  ({ page } = await visitReady(old, `/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`));
  const video = await saved('Video');
  expect(video.name).toMatch(/^dareka-walk\.(mp4|webm)$/);
  if (video.name.endsWith('.mp4')) {
    expect(readMark(Buffer.from(video.base64, 'base64'))).toEqual({ model: manifest.id });
  }
  await old.close();
});

test('a turn of the head plays to its end, and stops when the slider is moved', async () => {
  await open('/#mix');
  await page.locator('#head-turns').scrollIntoViewIfNeeded();
  await page.locator('#head-turns ~ .face-row .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'Turn of head 2' }).click();
  const [turn] = (manifest.turns ?? []).slice(1);
  if (turn === undefined) {
    throw new Error('the model has no second turn');
  }
  const [from, to] = [turn.from, turn.to].map((edits) =>
    encodeFace(seedFace(manifest.tag, turn.seed, edits)),
  );
  await page.waitForFunction((hash) => location.hash === hash, `#mix/${from}.${to}/line/straight`);
  const position = page.getByRole('slider', { name: 'Position' });
  await page.getByRole('button', { name: 'Loop' }).click();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(
    (where) => Number(document.querySelector<HTMLInputElement>(where)?.value) > 300,
    '.preview input[type=range]',
  );
  await position.fill('200');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(
    (where) => document.querySelector<HTMLInputElement>(where)?.value === '1000',
    '.preview input[type=range]',
  );
  await page.getByRole('button', { name: 'Play' }).waitFor();
});

test('halfway the arc and the straight line show different faces', async () => {
  await open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const face = '.preview .picture canvas';
  await page.locator('.preview .picture:not(.blank)').waitFor();
  const start = await dataUrlOf(page, face);
  await page.getByRole('button', { name: 'Loop' }).click();
  await page.getByRole('slider', { name: 'Position' }).fill('500');
  await waitForChange(page, face, start);
  const lengths = await page.locator('.interpolation .face-row small').allTextContents();
  const [arc, straight] = [lengths[3], lengths[10]].map(Number);
  expect(arc).toBeGreaterThan(1.2 * (straight ?? 0));
  const round = await dataUrlOf(page, face);
  await page.getByRole('button', { name: 'Straight across', exact: true }).click();
  await page.waitForFunction(() => location.hash.endsWith('/line/straight'));
  await waitForChange(page, face, round);
});

test('A − A + C gives C, and the address holds the result', async () => {
  const [a, c] = [codeOf(3), codeOf(4)];
  await open(`/#arithmetic/${a}.${a}/${a}.${a}/${c}`);
  await page.locator('.equation-result > .picture:not(.blank)').waitFor();
  await page.waitForFunction(() => window.dareka.code !== null);
  const result = decodeFace((await page.evaluate(() => window.dareka.code)) ?? '');
  const shape = { latentSize: manifest.latentSize, truncation: manifest.prior.truncation, directions: [] };
  const expected = latentFromFace(decodeFace(c), shape);
  // A share code keeps a latent vector to the nearest 1/32; the sum adds two roundings of f32.
  for (const [i, value] of latentFromFace(result, shape).entries()) {
    expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1 / 64 + 1e-6);
  }
});

test('an example of arithmetic that replaced another one can be undone', async () => {
  const terms = [1, 2, 3].map(codeOf).join('/');
  await open(`/#arithmetic/${terms}`);
  await page.getByRole('button', { name: 'Show' }).first().click();
  await page.waitForFunction((before) => !location.hash.endsWith(before), terms);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction((before) => location.hash === `#arithmetic/${before}`, terms);
});

test('another face can be chosen for any exemplar', async () => {
  const [a, c] = [codeOf(3), codeOf(4)];
  await open(`/#arithmetic/${a}/${a}/${c}`);
  await page.getByRole('button', { name: 'B, exemplar 1' }).click();
  await page.locator('.face-picker .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'Fresh faces, Face 1', exact: true }).click();
  await page.waitForFunction((same) => !location.hash.includes(`/${same}/${same}/`), a);
  const [, , b] = new URL(page.url()).hash.split('/');
  expect(decodeFace(b ?? '').kind).toBe('seed');
});

test('the view of the layers shows the shapes of both networks, and convolutions with correct sizes and counts', async () => {
  await open(`/f/${codeOf(5)}#inside`);
  await page.locator('.generated-picture .picture:not(.blank)').waitFor();
  const shapes = await page.locator('.generator-layers .shape').allTextContents();
  expect(shapes.slice(1, -1)).toEqual(manifest.layers.map(({ shape }) => shape.join(' × ')));
  // Of 4 × 4: the generator's first output, and the discriminator's last one before its logit.
  expect(await page.locator('.architecture tbody tr:nth-child(2) td').allTextContents()).toEqual([
    manifest.layers[0]?.shape.join(' × '),
    manifest.discriminator?.layers.findLast(({ shape }) => shape[1] === 4)?.shape.join(' × '),
  ]);

  const transposed = page.getByRole('region', { name: 'Transposed convolution' });
  await transposed.getByRole('slider', { name: 'Kernel' }).fill('3');
  await transposed.getByText('(3 − 1) · 2 − 2 · 1 + 3 = 5 pixels a side').waitFor();
  await transposed.getByText('checkerboards').waitFor();
  const strided = page.getByRole('region', { name: 'Strided convolution' });
  expect(await strided.getByRole('img').first().getAttribute('aria-label')).toBe('Input: 6 × 6');
  await strided.getByRole('img', { name: 'Output: 3 × 3' }).waitFor();
  await strided.getByRole('slider', { name: 'Stride' }).fill('1');
  await strided.getByRole('img', { name: 'Output: 5 × 5' }).waitFor();
  await strided.getByRole('slider', { name: 'Output pixel' }).fill('24');
  // A pixel in the middle is read once for each of the 16 weights of the kernel.
  expect(await strided.locator('svg').first().locator('text').allTextContents()).toContain('16');
  await strided.getByRole('button', { name: 'Play' }).click();
  await strided.getByText('1 / 25').waitFor();
  await strided.getByRole('button', { name: 'Pause' }).click();
});

test('the map of both networks stays in sight, leads to each layer, and says which one is on screen', async () => {
  await open(`/f/${codeOf(5)}#inside`);
  await page.locator('.generated-picture .picture:not(.blank)').waitFor();
  const map = page.getByRole('navigation', { name: 'The way through both networks' });
  const stations = await map.getByRole('button').locator('small').allTextContents();
  expect(stations).toEqual([
    `${manifest.latentSize}`,
    ...manifest.layers.map(({ shape: [channels, , side] }) => `${channels} × ${side}²`),
    `${manifest.resolution}²`,
    'D(x)',
  ]);
  for (const name of ['Layer 4', 'Picture']) {
    const station = map.getByRole('button', { name });
    await station.click();
    await expect.poll(() => station.getAttribute('aria-current')).toBe('step');
    const [mapBox, headingBox] = await Promise.all([
      map.boundingBox(),
      page.getByRole('heading', { name: name === 'Picture' ? 'The picture' : name }).boundingBox(),
    ]);
    expect(mapBox?.y).toBe(0);
    expect(headingBox?.y).toBeGreaterThanOrEqual(mapBox?.height ?? 0);
  }
  await page.getByText('D(x) = 1 / (1 + e').waitFor();
});

test('curves have axes with round numbers, and D goes from 0 to 1', async () => {
  await open('/#training');
  await page.locator('.chart').first().waitFor();
  const frames = page.locator('.chart-frame');
  expect(await frames.nth(1).locator('.y-ticks span').allTextContents()).toEqual([
    '0',
    '0.25',
    '0.5',
    '0.75',
    '1',
  ]);
  const steps = await frames.first().locator('.x-ticks span').allTextContents();
  expect(steps.slice(0, 2)).toEqual(['0', expect.stringMatching(/^\d+K$/)]);
  await frames.first().getByText('Training step').waitFor();
});

test('the film shows each frame as the browser’s decoder decodes it, forwards and backwards', async () => {
  await open('/#training/0');
  const screen = page.locator('.face-grid:not(.blank)');
  await screen.waitFor();
  const { id } = await filmedManifest();
  const film = urlOf(`/models/${id}/film.webp`);
  const frames = (await (await fetch(urlOf(`/models/${id}/history.json`))).json()).film.length;
  const slider = page.getByRole('slider', { name: 'Moment of the training' });
  for (const frame of [frames - 1, 3, 4, 30, 21, 16, 0]) {
    await slider.fill(String(frame));
    // The mean difference in 1/255: the same library decodes WebP both times, but frames are blended here.
    await page.waitForFunction(
      async ([url, frameIndex]) => {
        const shown = document.querySelector<HTMLCanvasElement>('.face-grid');
        const data = await (await fetch(url)).arrayBuffer();
        const { image } = await new ImageDecoder({ data, type: 'image/webp' }).decode({ frameIndex });
        const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
        const pixelsOf = (
          context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null | undefined,
        ) => context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        image.close();
        const [is, should] = [pixelsOf(shown?.getContext('2d')), pixelsOf(canvas.getContext('2d'))];
        let sum = 0;
        for (const [at, value] of should.entries()) {
          sum += Math.abs(value - (is[at] ?? Number.NaN));
        }
        return should.length > 0 && sum / should.length < 0.5;
      },
      [film, frame] as const,
      { polling: 200, timeout: 10_000 },
    );
  }
});

test('the keys of the curves have their colours where the visitor chooses all others', async () => {
  await open('/#training');
  await page.locator('.chart').first().waitFor();
  await page.emulateMedia({ forcedColors: 'active' });
  const colours = await page
    .locator('.legend')
    .first()
    .locator('.first-series, .second-series')
    .evaluateAll((keys) => keys.map((key) => getComputedStyle(key, '::before').backgroundColor));
  const lines = await page
    .locator('.chart')
    .first()
    .locator('polyline')
    .evaluateAll((drawn) => drawn.map((line) => getComputedStyle(line).stroke));
  expect(colours).toEqual(lines);
});

test('dragging over a curve shows the faces of that step, and the address holds the step', async () => {
  await open('/#training/0');
  await page.locator('.face-grid:not(.blank)').waitFor();
  const looks = [await dataUrlOf(page, '.face-grid')];
  const box = await page.locator('.chart').first().boundingBox();
  if (box === null) {
    throw new Error('there is no curve');
  }
  const [left, y] = [box.x, box.y + box.height / 2];
  await page.mouse.move(left + 2, y);
  await page.mouse.down();
  const steps: number[] = [];
  for (const share of [0.3, 0.9]) {
    await page.mouse.move(left + share * box.width, y, { steps: 4 });
    await waitForChange(page, '.face-grid', looks.at(-1) ?? '');
    await page.waitForFunction((before) => Number(location.hash.split('/')[1]) > before, steps.at(-1) ?? 0);
    steps.push(Number(new URL(page.url()).hash.split('/')[1]));
    looks.push(await dataUrlOf(page, '.face-grid'));
  }
  await page.mouse.up();
  const { id } = await filmedManifest();
  const history = await (await fetch(urlOf(`/models/${id}/history.json`))).json();
  const [last, film]: [number, number[]] = [history.points.at(-1).step, history.film];
  for (const [i, share] of [0.3, 0.9].entries()) {
    const nearest = film.toSorted((a, b) => Math.abs(a - share * last) - Math.abs(b - share * last));
    expect(nearest.slice(0, 2)).toContain(steps[i]);
  }
  await page.getByRole('heading', { name: 'Why do these curves not go down?' }).waitFor();
});
