/** Directions by attributes, gestures and controls, and the walk. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { decodePng } from '../../picture/png.ts';
import { maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { SCRIPT } from './host.ts';
import {
  dataUrlOfWidget,
  eventDetails,
  useHost,
  waitForEvent,
  waitForOtherDataUrl,
  withFace,
} from './visits.ts';

const hosting = useHost();

const SEED = 5;

/** The index and the range of a direction of the published model. */
function direction(name: string) {
  const index = hosting.manifest.directions.findIndex((each) => each.name === name);
  const { range } = hosting.manifest.directions[index] ?? {};
  if (range === undefined) {
    throw new Error(`${hosting.manifest.id} has no direction ${name}`);
  }
  return { index, low: range[0], high: range[1] };
}

/** The code of the face of a seed, with edits by index and amount. */
function codeOf(...edits: readonly (readonly [number, number])[]): string {
  return encodeFace(
    seedFace(
      hosting.manifest.tag,
      SEED,
      edits.map(([direction, amount]) => ({ direction, amount })),
    ),
  );
}

function visitWith(attributes: string) {
  return hosting.visit({ head: SCRIPT, body: `<dareka-face ${attributes}></dareka-face>` });
}

function loadedPictureUrl(page: Page) {
  return page.locator('dareka-face img').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return image.src;
  });
}

test("a direction's attribute moves the face, from −1 to 1 over the whole range", async () => {
  const [mouth, turn] = [direction('mouth open'), direction('turn')];
  const { page } = await visitWith(`code="${codeOf()}" mouth-open="1" turn="-0.5"`);
  const edited = codeOf([mouth.index, mouth.high], [turn.index, turn.low / 2]);
  expect(await waitForEvent(page, 'dareka-change')).toEqual({ code: edited });
  expect(await loadedPictureUrl(page)).toContain(edited);
  await withFace(page, (face) => face.removeAttribute('turn'));
  expect(await waitForEvent(page, 'dareka-change', 2)).toEqual({ code: codeOf([mouth.index, mouth.high]) });
});

test('a name with traits has the picture of /a/v1/NAME, its code, and is drawn the same on the device', async () => {
  const { page, requests } = await visitWith('avatar="alice" age="old" glasses hair-length="-0.5"');
  const { code } = await waitForEvent(page, 'dareka-change');
  const picture = `${inject('site')}/a/v1/alice.webp?age=old&glasses=yes&hair=-0.5&size=256`;
  expect(await loadedPictureUrl(page)).toBe(picture);
  const edge = await fetch(picture.replace('.webp', '.png'));
  expect(edge.headers.get('Content-Location')).toContain(`/f/${code}.png`);
  expect(await withFace(page, (face) => [face.value, face.age, face.glasses, face.hairLength])).toEqual([
    code,
    'old',
    true,
    -0.5,
  ]);
  await withFace(page, (face) => face.activate());
  const drawn = await withFace(page, async (face) => [
    ...new Uint8Array(await (await face.toBlob()).arrayBuffer()),
  ]);
  const [device, site] = await Promise.all([
    decodePng(Uint8Array.from(drawn).buffer),
    decodePng(await edge.arrayBuffer()),
  ]);
  expect(maxDifference([...device.data], [...site.data])).toBeLessThanOrEqual(TOLERANCE);
  expect(requests.filter((url) => url.includes('.webp?')).map((url) => new URL(url).pathname)).toEqual([
    '/a/v1/alice.webp',
  ]);
  await withFace(page, (face) => {
    face.glasses = false;
  });
  expect((await waitForEvent(page, 'dareka-change', 2)).code).not.toBe(code);
  await withFace(page, (face) => face.set('smile', 1));
  const smiling = decodeFace((await waitForEvent(page, 'dareka-change', 3)).code ?? '');
  const { index, high } = direction('smile');
  expect(smiling.kind === 'seed' && smiling.edits.find((edit) => edit.direction === index)?.amount).toBe(
    high,
  );
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('a name may be a number, a code or null takes its place, and a trait that is refused is an error', async () => {
  const { page } = await visitWith('avatar="42" name="face" seed="42"');
  const { code } = await waitForEvent(page, 'dareka-change');
  const edge = await fetch(`${inject('site')}/a/v1/42.png`);
  expect(edge.headers.get('Content-Location')).toContain(`/f/${code}.png`);
  expect(code).not.toBe(hosting.code);
  await page.locator('dareka-face').evaluate((face, other) => {
    Object.assign(face, { value: other });
  }, hosting.code);
  await expect.poll(() => loadedPictureUrl(page)).toContain(`/f/${hosting.code}.webp`);
  await withFace(page, (face) => {
    face.value = null;
  });
  await expect.poll(() => page.locator('dareka-face img').isVisible()).toBe(false);
  await withFace(page, (face) => Object.assign(face, { age: 'ancient' }).id);
  await expect
    .poll(async () => (await eventDetails(page, 'dareka-error')).map(({ kind }) => kind).sort())
    .toEqual(['attribute', 'picture']);
});

test('a word of a trait without an avatar is an error, once for each', async () => {
  const { page } = await visitWith(`code="${codeOf()}" age="old"`);
  const first = await waitForEvent(page, 'dareka-error');
  expect(first).toMatchObject({ kind: 'attribute', message: expect.stringContaining('age="old"') });
  // Another attribute does not say it again, another trait does; beside an avatar both are right.
  await withFace(page, (face) => face.setAttribute('title', 'nobody'));
  await withFace(page, (face) => face.toggleAttribute('glasses'));
  expect((await waitForEvent(page, 'dareka-error', 2)).message).toContain('glasses');
  await withFace(page, (face) => {
    face.removeAttribute('code');
    face.setAttribute('avatar', 'alice');
  });
  await waitForEvent(page, 'dareka-change');
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(2);
});

test('a drag turns the head within the range and dispatches an event when it ends; so do the arrow keys', async () => {
  const [turn, nod] = [direction('turn'), direction('nod')];
  const { page } = await visitWith(`code="${codeOf()}" interactive`);
  await page.locator('dareka-face').click();
  await waitForEvent(page, 'dareka-ready');
  const before = await dataUrlOfWidget(page);
  await page.mouse.move(50, 100);
  await page.mouse.down();
  await page.mouse.move(500, 100, { steps: 6 });
  await page.mouse.up();
  expect(await waitForEvent(page, 'dareka-change')).toEqual({ code: codeOf([turn.index, turn.high]) });
  await waitForOtherDataUrl(page, before);
  await page.keyboard.press('ArrowLeft');
  // A twentieth of the way from −1 to 1.
  const back = [turn.index, 0.9 * turn.high] as const;
  expect(await waitForEvent(page, 'dareka-change', 2)).toEqual({ code: codeOf(back) });
  await page.keyboard.press('ArrowUp');
  const up = [nod.index, 0.1 * nod.high] as const;
  expect(await waitForEvent(page, 'dareka-change', 3)).toEqual({ code: codeOf(back, up) });
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test("the controls list the model's directions, and the slider moves a latent face, too", async () => {
  const z = latentFromSeed(3, hosting.manifest.latentSize);
  const code = encodeFace(latentFace(hosting.manifest.tag, z));
  const { page } = await visitWith(`code="${code}" controls`);
  await page.getByRole('combobox').selectOption({ label: 'mouth open' });
  // A key moves the slider and releases it at once.
  await page.getByRole('slider').press('End');
  const { code: moved } = await waitForEvent(page, 'dareka-change');
  expect(decodeFace(moved ?? '').kind).toBe('latent');
  expect(moved).not.toBe(code);
  await waitForEvent(page, 'dareka-ready');
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

/** Cosine similarity: 1 for the same direction, about 0 for two random latent vectors. */
function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (p: Float32Array, q: Float32Array) => p.reduce((sum, value, i) => sum + value * (q[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

test('a walk begins at the face, and where it stops is a latent face', async () => {
  const { page } = await visitWith(`code="${codeOf([direction('turn').index, 1])}" walk`);
  await waitForEvent(page, 'dareka-ready');
  await waitForOtherDataUrl(page, await dataUrlOfWidget(page));
  await withFace(page, (face) => face.removeAttribute('walk'));
  const { code } = await waitForEvent(page, 'dareka-change');
  expect(decodeFace(code ?? '').kind).toBe('latent');
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('a walk goes on from a face that the page sets', async () => {
  const { manifest } = hosting;
  const { page } = await visitWith(`code="${codeOf()}" walk`);
  await waitForEvent(page, 'dareka-ready');
  const next = encodeFace(seedFace(manifest.tag, 77));
  const between = await page.locator('dareka-face').evaluate(async (element, code) => {
    const face = element as HTMLElementTagNameMap['dareka-face'];
    const canvas = face.shadowRoot?.querySelector('canvas');
    /** Resolves when the canvas has changed. */
    async function drawnAnew() {
      const before = canvas?.toDataURL();
      while (canvas?.toDataURL() === before) {
        await new Promise(requestAnimationFrame);
      }
    }
    await drawnAnew();
    face.value = code;
    // The face that was set, and two steps from it.
    for (let i = 0; i < 3; i++) {
      await drawnAnew();
    }
    const { value } = face;
    await face.walk(false);
    return [value, face.value];
  }, next);
  const [before, after] = between.map((code) => decodeFace(code ?? ''));
  expect(before).toEqual(decodeFace(next));
  if (after?.kind !== 'latent') {
    throw new Error('the walk did not stop between two faces');
  }
  expect(cosine(after.z, latentFromSeed(77, manifest.latentSize))).toBeGreaterThan(0.6);
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

/** Starts a walk with `walk()`, and returns once it has left its first face. */
async function startWalk(page: Page): Promise<void> {
  await withFace(page, async (face) => {
    await face.walk();
    await face.activate();
  });
  await waitForOtherDataUrl(page, await dataUrlOfWidget(page));
}

test('a walk that is ended and started again at once goes on', async () => {
  const { page } = await visitWith(`code="${codeOf()}" controls`);
  await startWalk(page);
  await withFace(page, (face) => Promise.all([face.walk(false), face.walk()]));
  const stay = page.getByRole('button', { name: 'Stay with this face' });
  await expect.poll(() => stay.isVisible()).toBe(true);
  // Its name says what a press does, which “pressed” would turn around.
  expect(await stay.getAttribute('aria-pressed')).toBeNull();
  await waitForOtherDataUrl(page, await dataUrlOfWidget(page));
  // Started and ended again at once, it stays ended.
  await withFace(page, (face) => Promise.all([face.walk(false), face.walk(), face.walk(false)]));
  await expect
    .poll(() => page.getByRole('button', { name: 'Walk from face to face' }).isVisible())
    .toBe(true);
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('a face that the page sets right after it ended a walk stays', async () => {
  const { page } = await visitWith(`code="${codeOf()}"`);
  await startWalk(page);
  const next = encodeFace(seedFace(hosting.manifest.tag, 77));
  const value = await page.locator('dareka-face').evaluate(async (element, code) => {
    const face = element as HTMLElementTagNameMap['dareka-face'];
    const ended = face.walk(false);
    face.value = code;
    await ended;
    return face.value;
  }, next);
  expect(value).toBe(next);
});

test('the attribute walk starts no walk where reduced motion is preferred', async () => {
  const { page, requests } = await hosting.visit(
    { head: SCRIPT, body: `<dareka-face code="${codeOf()}" walk></dareka-face>` },
    { reducedMotion: 'reduce' },
  );
  await loadedPictureUrl(page);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(requests.filter((url) => url.includes('/worker'))).toEqual([]);
});
