/** Mixing faces, walking between them, and arithmetic with them. */
import { expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { latentFromFace, seedFace } from '../../latent/face.ts';
import { readMark } from '../../picture/mark.ts';
import { follow, newVisitor, SMALL_WINDOW, visitReady } from '../browser/browser.ts';
import { type Download, downloadBy } from '../browser/download.ts';
import { dataUrlOf, waitForChange } from '../browser/pictures.ts';
import { useVisitor } from '../browser/visitor.ts';

const visitor = useVisitor({ locale: 'en' }, { stays: true });
const { codeOf } = visitor;

function saved(button: string, page = visitor.page): Promise<Download> {
  return downloadBy(page.getByRole('button', { name: button }));
}

/** Decodes an image with the browser's decoder; `frames` are the colours of each frame's middle row. */
function decoded(type: string, content: Buffer) {
  return visitor.page.evaluate(
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
    [type, content.toString('base64')] as const,
  );
}

test('a mix shows the faces between two faces, and its link holds them', async () => {
  const page = await visitor.open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const face = '.preview-picture .picture canvas';
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  const start = await dataUrlOf(page, face);
  await page.getByRole('slider', { name: 'Position' }).fill('500');
  await waitForChange(page, face, start);
  await expect.poll(() => new URL(page.url()).hash).toBe(`#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.getByRole('button', { name: 'Square' }).click();
  await page.locator('.xy-pad .picture:not(.blank)').nth(24).waitFor();
  await expect
    .poll(() => new URL(page.url()).hash)
    .toMatch(/^#mix\/[^/]+\.[^/]+\.[^/]+\.[^/]+\/square\/arc$/);
});

test('the weights of a blend draw its face, and are in its link', async () => {
  const page = await visitor.open(`/#mix/${codeOf(1)}.${codeOf(2)}.${codeOf(3)}/line/arc`);
  await page.getByRole('button', { name: 'Weights' }).click();
  const face = '.preview-picture .picture canvas';
  const weight = (number: number) => page.getByRole('slider', { name: `Face ${number}`, exact: true });
  await weight(1).waitFor();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  const even = await dataUrlOf(page, face);
  await weight(1).fill('0');
  await weight(3).fill('0');
  await page.waitForFunction(() => location.hash.endsWith('/blend/arc/0-50-0'));
  await waitForChange(page, face, even);
  // Face 2 alone.
  await expect.poll(() => distanceOnScreen(latentOf(codeOf(2)))).toBeLessThan(CODE_STEP);
});

/** How far a share code rounds a number of z at most, and a little for the arithmetic before. */
const CODE_STEP = 1 / 64 + 1e-5;

/** The z of a code's face. */
function latentOf(code: string): Float32Array {
  const { latentSize, prior } = visitor.manifest;
  return latentFromFace(decodeFace(code), { latentSize, truncation: prior.truncation, directions: [] });
}

/** The largest difference between the z of the face on screen and another z. */
async function distanceOnScreen(z: ArrayLike<number>): Promise<number> {
  const studio = await visitor.page.getByRole('link', { name: 'Open in the studio' }).getAttribute('href');
  const shown = latentOf(/\/f\/([^#]+)/.exec(studio ?? '')?.[1] ?? '');
  return Math.max(...shown.map((value, i) => Math.abs(value - (z[i] ?? Number.NaN))));
}

test.each(['line', 'square'])(
  'a step of the comparison is shown as it is, also where the walk is a %s',
  async (shape) => {
    const codes = [1, 2, 3, 4].map(codeOf);
    const page = await visitor.open(`/#mix/${codes.join('.')}/${shape}/arc`);
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByRole('button', { name: 'Straight across, 50 %' }).click();
    await page.waitForFunction(() => location.hash.endsWith('/straight'));
    const [one, other] = [latentOf(codeOf(1)), latentOf(codeOf(2))];
    const middle = one.map((value, i) => (value + (other[i] ?? 0)) / 2);
    await expect.poll(() => distanceOnScreen(middle)).toBeLessThan(CODE_STEP);
  },
);

test('in the square the handle stays where a walk is paused', async () => {
  const page = await visitor.open(`/#mix/${[1, 2, 3, 4].map(codeOf).join('.')}/square/arc`);
  const vertical = page.getByRole('slider', { name: 'From top to bottom' });
  await vertical.fill('60');
  // The walk begins along the upper edge. It is paused there by the page: from here that might be too late.
  const slider = await vertical.elementHandle();
  await page.getByRole('button', { name: 'Play' }).evaluate(async (button: HTMLButtonElement, input) => {
    button.click();
    while (input instanceof HTMLInputElement && input.value !== '0') {
      await new Promise(requestAnimationFrame);
    }
    button.click();
  }, slider);
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await expect.poll(() => vertical.inputValue()).toBe('0');
});

test.each([
  ['inside', '.generated-picture .picture:not(.blank)'],
  ['mix', '.preview-picture .picture:not(.blank)'],
  ['arithmetic', '.equation-result > .picture:not(.blank)'],
  ['training', '.face-grid:not(.blank)'],
  ['quiz', '.pair .picture:not(.blank)'],
])('another model can be chosen in the view %s', async (view, drawn) => {
  const page = await visitor.open(`/#${view}`);
  await page.locator(drawn).first().waitFor();
  await page.getByRole('combobox', { name: 'Model' }).selectOption('dcgan-64-0d7899');
  // The address has the model's tag, or a share code, which has the tag in bytes 1 to 3.
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
  const page = await visitor.open(`/${mix}`);
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

test('a second press of Undo, before the page has gone back, does not go back any further', async () => {
  const mix = `#mix/${codeOf(1)}.${codeOf(2)}/line`;
  const page = await visitor.open(`/${mix}/arc`);
  const at = (hash: string) => page.waitForFunction((expected) => location.hash === expected, hash);
  await page.getByRole('button', { name: 'Straight across', exact: true }).click();
  await at(`${mix}/straight`);
  await page.getByRole('button', { name: 'Along the arc', exact: true }).click();
  await at(`${mix}/arc`);
  await page.getByRole('button', { name: 'Undo' }).evaluate((undo: HTMLButtonElement) => {
    undo.click();
    undo.click();
  });
  await at(`${mix}/straight`);
  await page.goForward();
  await at(`${mix}/arc`);
});

test('Back right after a key on a weight undoes the change before, and Forward leads to the mix', async () => {
  const mix = `#mix/${codeOf(1)}.${codeOf(2)}`;
  const page = await visitor.open(`/${mix}/line/arc`);
  const at = (hash: string) => page.waitForFunction((expected) => location.hash === expected, hash);
  await page.getByRole('button', { name: 'Weights' }).click();
  await at(`${mix}/blend/arc/50-50`);
  const weight = page.getByRole('slider').first();
  await weight.press('ArrowRight');
  await expect.poll(() => weight.inputValue()).toBe('51');
  await page.goBack();
  await page.getByRole('slider', { name: 'Position' }).waitFor();
  expect(new URL(page.url()).hash).toBe(`${mix}/line/arc`);
  await page.goForward();
  await at(`${mix}/blend/arc/50-50`);
});

test('Back right after a key on a weight leads to the view before, and Forward to the mix', async () => {
  const mix = `/#mix/${codeOf(1)}.${codeOf(2)}/blend/arc/50-50`;
  const page = await visitor.open('/about');
  await follow(page, mix);
  const weight = page.getByRole('slider').first();
  await weight.press('ArrowRight');
  await expect.poll(() => weight.inputValue()).toBe('51');
  await page.goBack();
  await page.locator('main .about').waitFor();
  expect(new URL(page.url()).pathname).toBe('/about');
  await page.goForward();
  await expect.poll(() => page.url()).toContain(mix);
});

test('a walk can be saved as a GIF, a PNG strip and a video, which decoders of the browser open', async () => {
  const page = await visitor.open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  // A loop goes there and back, which takes twice as long.
  await page.getByRole('button', { name: 'Loop' }).click();

  const mark = { model: visitor.manifest.id };
  const { content: savedGif } = await saved('GIF');
  expect(readMark(savedGif)).toEqual(mark);
  const gif = await decoded('image/gif', savedGif);
  expect([gif.width, gif.height]).toEqual([256, 256]);
  expect(gif.seconds).toBeCloseTo(1.5, 5);
  expect(gif.frames).toHaveLength(19);
  expect(new Set(gif.frames).size).toBeGreaterThan(15);
  // Chats take a GIF of four such walks.
  expect(savedGif.length).toBeLessThan(500_000);

  const { content: savedStrip } = await saved('PNG strip');
  expect(readMark(savedStrip)).toEqual(mark);
  const strip = await decoded('image/png', savedStrip);
  expect([strip.width, strip.height]).toEqual([
    9 * 2 * visitor.manifest.resolution,
    2 * visitor.manifest.resolution,
  ]);

  const video = await saved('Video');
  const player = await visitor.context.newPage();
  const played = await player.evaluate(async (base64) => {
    const film = document.createElement('video');
    film.muted = true;
    film.src = `data:video/mp4;base64,${base64}`;
    document.body.append(film);
    await new Promise((resolve) => film.addEventListener('loadedmetadata', resolve));
    return { width: film.videoWidth, height: film.videoHeight, seconds: film.duration };
  }, video.content.toString('base64'));
  await player.close();
  expect(video.name).toBe('dareka-walk.mp4');
  expect(readMark(video.content)).toEqual(mark);
  expect([played.width, played.height]).toEqual([512, 512]);
  expect(played.seconds).toBeCloseTo(1.5, 3);
});

test('where the browser has no encoder of its own, it records the walk', async () => {
  const old = await newVisitor(visitor.browser, { ...SMALL_WINDOW, locale: 'en' });
  await old.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'VideoEncoder');
  });
  const { page } = await visitReady(old, `/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const video = await saved('Video', page);
  expect(video.name).toMatch(/^dareka-walk\.(mp4|webm)$/);
  expect(readMark(video.content)).toEqual({ model: visitor.manifest.id });
  await old.close();
});

test('a turn of the head plays to its end, and stops when the slider is moved', async () => {
  const page = await visitor.open('/#mix');
  await page.locator('#head-turns').scrollIntoViewIfNeeded();
  await page.locator('#head-turns ~ .face-row .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'Turn of head 2' }).click();
  const [turn] = (visitor.manifest.turns ?? []).slice(1);
  if (turn === undefined) {
    throw new Error('the model has no second turn');
  }
  const [from, to] = [turn.from, turn.to].map((edits) =>
    encodeFace(seedFace(visitor.manifest.tag, turn.seed, edits)),
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
  const page = await visitor.open(`/#mix/${codeOf(1)}.${codeOf(2)}/line/arc`);
  const face = '.preview-picture .picture canvas';
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
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
  const page = await visitor.open(`/#arithmetic/${a}.${a}/${a}.${a}/${c}`);
  await page.locator('.equation-result > .picture:not(.blank)').waitFor();
  await page.waitForFunction(() => window.dareka.code !== null);
  const result = decodeFace((await page.evaluate(() => window.dareka.code)) ?? '');
  const shape = {
    latentSize: visitor.manifest.latentSize,
    truncation: visitor.manifest.prior.truncation,
    directions: [],
  };
  const expected = latentFromFace(decodeFace(c), shape);
  // A share code keeps a latent vector to the nearest 1/32; the sum adds two roundings of f32.
  for (const [i, value] of latentFromFace(result, shape).entries()) {
    expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1 / 64 + 1e-6);
  }
});

test('an example of arithmetic that replaced another one can be undone', async () => {
  const terms = [1, 2, 3].map(codeOf).join('/');
  const page = await visitor.open(`/#arithmetic/${terms}`);
  await page.getByRole('button', { name: 'Show' }).first().click();
  await page.waitForFunction((before) => !location.hash.endsWith(before), terms);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction((before) => location.hash === `#arithmetic/${before}`, terms);
});

test('another face can be chosen for any exemplar', async () => {
  const [a, c] = [codeOf(3), codeOf(4)];
  const page = await visitor.open(`/#arithmetic/${a}/${a}/${c}`);
  await page.getByRole('button', { name: 'B, exemplar 1' }).click();
  await page.locator('.face-picker .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'Fresh faces, Face 1', exact: true }).click();
  await page.waitForFunction((same) => !location.hash.includes(`/${same}/${same}/`), a);
  const [, , b] = new URL(page.url()).hash.split('/');
  expect(decodeFace(b ?? '').kind).toBe('seed');
});
