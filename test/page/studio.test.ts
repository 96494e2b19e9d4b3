/** The studio, and the filter of the wall, on a site whose model has directions. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { NOTES, PREFIXES } from '../../client/storage/names.ts';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { resample } from '../../picture/resample.ts';
import { newVisitor, SMALL_WINDOW, visitReady } from '../browser/browser.ts';
import { dataUrlOf, generate, maxDifference, pixelsOf, waitForChange } from '../browser/pictures.ts';
import { changeNotes } from '../browser/storage.ts';
import { useVisitor } from '../browser/visitor.ts';
import { allManifests, defaultManifest } from '../site/published-manifests.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';
import { typicalLatent } from '../site/site-contents.ts';

const FACE = '.preview-picture .picture canvas';

const visitor = useVisitor({}, { stays: true });
let page: Page;
let site: SharedSite;
let code: string;

beforeAll(async () => {
  site = await sharedSite('directions');
  code = encodeFace(seedFace((await defaultManifest(site.url)).tag, 42));
});

async function openStudio(path: string): Promise<void> {
  page = await visitor.open(path, site.url);
  await waitForSharpFace(page);
}

async function waitForSharpFace(page: Page): Promise<void> {
  await page.locator(`.preview-picture .picture:not(.blank) canvas:not([aria-busy])`).waitFor();
}

function codeOf(page: Page): Promise<string | null> {
  return page.evaluate(() => window.dareka.code);
}

/** Waits until the address holds the code of the face on screen and that is not `before`; returns the code. */
async function settled(page: Page, before: string): Promise<string> {
  await page.waitForFunction(
    (old) => window.dareka.code !== old && location.pathname === `/f/${window.dareka.code}`,
    before,
  );
  return (await codeOf(page)) ?? '';
}

async function slide(page: Page, name: string, to: number): Promise<void> {
  await page.getByRole('slider', { name, exact: true }).fill(String(to));
}

test('a slider changes the face, and the address is a link to exactly the face that is shown', async () => {
  await openStudio(`/f/${code}#studio`);
  const before = await dataUrlOf(page, FACE);
  await slide(page, 'Smile', 2);
  const edited = await settled(page, code);
  expect(decodeFace(edited)).toMatchObject({ seed: 42, edits: [{ direction: 0, amount: 2 }] });
  await waitForChange(page, FACE, before);

  const elsewhere = await visitReady(
    await newVisitor(visitor.browser, SMALL_WINDOW),
    `/f/${edited}`,
    site.url,
  );
  const [linked] = await generate(elsewhere.page, { code: edited });
  const [here] = await generate(page, { code: edited });
  expect(maxDifference(linked ?? [], here ?? [])).toBe(0);
  await elsewhere.page.context().close();
});

test('a dimension of z can be painted with the keyboard alone, but not with the middle button, and the face becomes a latent face', async () => {
  await openStudio(`/f/${code}#studio`);
  await page.getByRole('button', { name: 'Paint', exact: true }).press('Enter');
  await page.getByRole('button', { name: /^z 5:/ }).click({ button: 'middle' });
  await page.getByRole('button', { name: /^z 0:/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const face = decodeFace(await settled(page, code));
  expect(face.kind).toBe('latent');
  expect(face.kind === 'latent' && face.z[1]).toBe(2);
  expect(face.kind === 'latent' && face.z[5]).not.toBe(2);
});

test('a variation differs from the face, except in locked dimensions', async () => {
  await openStudio(`/f/${code}#studio`);
  await slide(page, 'z 0', 2);
  const painted = await settled(page, code);
  await page.getByRole('button', { name: 'Lock this number', pressed: false }).click();
  await page.getByRole('button', { name: 'Lock this number', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Variation 1' }).click();
  const face = decodeFace(await settled(page, painted));
  if (face.kind !== 'latent') {
    throw new Error('a variation is a latent face');
  }
  expect(face.z[0]).toBe(2);
  expect(face.z.slice(1)).not.toEqual(new Float32Array(face.z.length - 1));
});

test('the keys for undo and redo work wherever the focus is', async () => {
  await openStudio(`/f/${code}#studio`);
  const isAt = (wanted: string) => page.waitForFunction((then) => window.dareka.code === then, wanted);
  const smile = page.getByRole('slider', { name: 'Smile', exact: true });
  const steps = [code];
  for (const amount of [1, 2]) {
    await slide(page, 'Smile', amount);
    steps.push(await settled(page, steps.at(-1) ?? ''));
  }
  const [start = '', once = '', twice = ''] = steps;
  // This button has no effect once it is pressed, but keeps the focus.
  await page.getByRole('button', { name: 'Start over' }).click();
  await isAt(start);
  for (const focused of [
    page.getByRole('button', { name: 'Start over' }),
    smile,
    page.getByLabel('Link to this face'),
    page.getByRole('button', { name: /^Lock: Smile/ }),
    page.getByRole('button', { name: /^z 0:/ }),
  ]) {
    await focused.focus();
    await page.keyboard.press('Control+z');
    await isAt(twice);
    await page.keyboard.press('Control+z');
    await isAt(once);
    await page.keyboard.press('Control+z');
    await isAt(start);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+y');
    await isAt(twice);
    await page.keyboard.press('Control+y');
    await isAt(start);
  }
  await expect.poll(() => smile.inputValue()).toBe('0');
  await page.waitForFunction((then) => location.pathname === `/f/${then}`, start);
});

test('keys pressed one after another are one step to undo', async () => {
  // A face that no other test has changed, since the page keeps what can be undone.
  const start = encodeFace(seedFace((await defaultManifest(site.url)).tag, 77));
  await openStudio(`/f/${start}#studio`);
  const smile = page.getByRole('slider', { name: 'Smile', exact: true });
  await smile.focus();
  for (let press = 0; press < 20; press++) {
    await page.keyboard.press('ArrowRight');
  }
  const smiling = await settled(page, start);
  expect(decodeFace(smiling)).toMatchObject({ edits: [{ direction: 0, amount: 20 / 32 }] });
  await page.getByRole('button', { name: /^z 0:/ }).focus();
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press('+');
  }
  await settled(page, smiling);
  for (const wanted of [smiling, start]) {
    await page.keyboard.press('Control+z');
    await page.waitForFunction((then) => window.dareka.code === then, wanted);
  }
  await expect
    .poll(() => page.getByRole('button', { name: 'Undo', exact: true }).getAttribute('aria-disabled'))
    .toBe('true');
});

test('undo, redo and the places of the sliders outlast a reload and another view', async () => {
  await openStudio(`/f/${code}#studio`);
  await slide(page, 'Smile', 1);
  const smiling = await settled(page, code);
  await slide(page, 'z 0', 2);
  const changed = await settled(page, smiling);
  await slide(page, 'Age', 1);
  const older = await settled(page, changed);
  await page.keyboard.press('Control+z');
  await settled(page, older);
  const smile = page.getByRole('slider', { name: 'Smile', exact: true });
  for (const leave of [
    () => page.reload(),
    async () => {
      await page.getByRole('link', { name: 'Inside' }).click();
      await page.locator('.generator-layers').waitFor();
      await page.goBack();
    },
  ]) {
    await leave();
    await waitForSharpFace(page);
    await page.waitForFunction((then) => window.dareka.code === then, changed);
    // The slider's place is stored: the code of a latent face does not have it.
    await page.waitForFunction(
      (input) => input instanceof HTMLInputElement && input.value === '1',
      await smile.elementHandle(),
    );
    for (const [keys, wanted] of [
      ['Control+y', older],
      ['Control+z', changed],
      ['Control+z', smiling],
      ['Control+z', code],
      ['Control+y', smiling],
      ['Control+y', changed],
    ] as const) {
      await page.keyboard.press(keys);
      await page.waitForFunction((then) => window.dareka.code === then, wanted);
    }
    await page.waitForFunction((then) => location.pathname === `/f/${then}`, changed);
  }
});

test('a change is kept where the page is reloaded right after it, while keys are still a gesture, too', async () => {
  for (const change of [
    () => slide(page, 'Smile', 1),
    () => page.getByRole('slider', { name: 'Smile', exact: true }).press('ArrowRight'),
  ]) {
    await openStudio(`/f/${code}#studio`);
    await change();
    await page.waitForFunction((old) => window.dareka.code !== old, code);
    const changed = await codeOf(page);
    await page.reload();
    await waitForSharpFace(page);
    await page.waitForFunction((then) => window.dareka.code === then, changed);
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await expect.poll(() => undo.getAttribute('aria-disabled')).not.toBe('true');
    await undo.click();
    await page.waitForFunction((then) => window.dareka.code === then, code);
  }
});

test('the steps in one tab do not replace those that were taken in another one meanwhile', async () => {
  const other = await visitor.context.newPage();
  const otherCode = encodeFace(seedFace((await defaultManifest(site.url)).tag, 43));
  await other.goto(`${site.url}/f/${otherCode}#studio`);
  await waitForSharpFace(other);
  const undoOf = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true });
  const slideOther = (to: string) => other.getByRole('slider', { name: 'Smile', exact: true }).fill(to);
  const movedFrom = (old: string) => other.waitForFunction((old) => location.pathname !== `/f/${old}`, old);
  await slideOther('0.5');
  await movedFrom(otherCode);
  const halfway = (await codeOf(other)) ?? '';
  // This tab reads what the other one has stored so far.
  await openStudio(`/f/${code}#studio`);
  await slideOther('1');
  await movedFrom(halfway);
  await slide(page, 'Smile', 1);
  await settled(page, code);
  for (const [tab, first] of [
    [page, code],
    [other, halfway],
  ] as const) {
    await tab.reload();
    await waitForSharpFace(tab);
    await expect.poll(() => undoOf(tab).getAttribute('aria-disabled')).not.toBe('true');
    await undoOf(tab).click();
    await tab.waitForFunction((then) => window.dareka.code === then, first);
  }
  await other.close();
});

test('the steps that an earlier build of the page has stored can be undone', async () => {
  await openStudio(`/f/${code}#studio`);
  await slide(page, 'Smile', 1);
  const smiling = await settled(page, code);
  await changeNotes(
    page,
    (store, former, prefix = '') => {
      store.getAllKeys().onsuccess = ({ target }) => {
        const keys = (target as IDBRequest<IDBValidKey[]>).result.map(String);
        const key = keys.find((each) => each.startsWith(prefix)) ?? '';
        store.get(key).onsuccess = (event) => {
          store.put([(event.target as IDBRequest<{ entry: unknown }>).result.entry], former);
          store.delete(key);
        };
      };
    },
    [NOTES.studio, PREFIXES.studio],
  );
  await page.goto(`${site.url}/f/${smiling}#studio`);
  await page.reload();
  await waitForSharpFace(page);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect.poll(() => undo.getAttribute('aria-disabled')).not.toBe('true');
  await undo.click();
  await page.waitForFunction((then) => window.dareka.code === then, code);
});

test('the faces that a variation came from can be gone back to, after a reload too', async () => {
  await openStudio(`/f/${code}#studio`);
  await page.getByRole('button', { name: 'Variation 1' }).click();
  const child = await settled(page, code);
  await page.getByRole('button', { name: 'Variation 2' }).click();
  const grandchild = await settled(page, child);
  await page.reload();
  await waitForSharpFace(page);
  const generations = page.getByRole('button', { name: /^Generation/ });
  await generations.nth(2).waitFor();
  await expect.poll(() => generations.count()).toBe(3);
  await generations.nth(0).click();
  expect(await settled(page, grandchild)).toBe(code);
  await expect.poll(() => generations.count()).toBe(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await settled(page, code);
  await generations.nth(1).click();
  expect(await settled(page, grandchild)).toBe(child);
  await expect.poll(() => generations.count()).toBe(2);
});

test('the discriminator says of each face how real it looks, once it is asked', async () => {
  await openStudio(`/f/${code}#studio`);
  const ask = page.getByRole('button', { name: 'Ask the discriminator' });
  const verdict = page.locator('.realness dd').first();
  await ask.click();
  await verdict.getByText(/^[01]\.\d\d$/).waitFor();
  const first = await verdict.textContent();
  await slide(page, 'Distance from the typical face', 160);
  await page.waitForFunction(
    (before) => document.querySelector('.realness dd')?.textContent !== before,
    first,
  );
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    (before) => document.querySelector('.realness dd')?.textContent === before,
    first,
  );
  await page.getByRole('link', { name: 'Inside' }).click();
  await page.getByRole('button', { name: 'Show it this face' }).click();
  await verdict.getByText(/^[01]\.\d\d$/).waitFor();
  await expect.poll(() => verdict.textContent()).toBe(first);

  // It is one press away in an opened face, a mix and an equation, too.
  for (const path of [
    `/f/${code}`,
    `/#mix/${code}.${code}/line/arc`,
    `/#arithmetic/${code}/${code}/${code}`,
  ]) {
    page = await visitor.open(path, site.url);
    await ask.click();
    await verdict.getByText(first ?? '').waitFor();
  }
});

test('Back leaves the studio for the view before it, and Forward returns to the edited face', async () => {
  page = await visitor.open(`/f/${code}`, site.url);
  await page.locator('.viewer').getByRole('link', { name: 'Studio' }).click();
  await waitForSharpFace(page);
  await slide(page, 'Age', -1);
  const edited = await settled(page, code);
  await page.getByRole('link', { name: 'Inside' }).click();
  await page.locator('.generator-layers').waitFor();
  await page.goBack();
  await waitForSharpFace(page);
  expect([await codeOf(page), new URL(page.url()).pathname]).toEqual([edited, `/f/${edited}`]);
  await expect.poll(() => page.getByRole('slider', { name: 'Age', exact: true }).inputValue()).toBe('-1');
  await page.goBack();
  await page.locator('.viewer').waitFor();
  await expect.poll(() => codeOf(page)).toBe(code);
  await page.goForward();
  await waitForSharpFace(page);
  await expect.poll(() => codeOf(page)).toBe(edited);
});

test('hovering shows a dimension of z, z can be taken from another face, and the typical face can be moved along a dimension', async () => {
  await openStudio(`/f/${code}#studio`);
  const before = await dataUrlOf(page, FACE);
  await page.getByRole('button', { name: /^z 37:/ }).hover();
  await expect.poll(() => page.locator('output.latent-value').textContent()).toMatch(/^z 37: /);
  await expect.poll(() => page.getByRole('heading', { name: /^Along z/ }).textContent()).toContain('0');

  await page.locator('#alternatives').scrollIntoViewIfNeeded();
  await page.locator('#alternatives ~ .face-row .picture:not(.blank)').first().waitFor();
  await page.getByRole('button', { name: 'The numbers of face 1' }).click();
  const taken = await settled(page, code);
  expect(decodeFace(taken).kind).toBe('latent');
  await waitForChange(page, FACE, before);
  await page.getByRole('button', { name: 'Before', exact: true }).click();
  await page.waitForFunction(
    ([where, then]) => document.querySelector<HTMLCanvasElement>(where)?.toDataURL() === then,
    [FACE, before] as const,
  );
  await page.getByRole('button', { name: 'Before', exact: true }).click();

  await page.getByRole('button', { name: /^z 5:/ }).click();
  await page.getByRole('button', { name: 'The typical face' }).click();
  await page.getByRole('button', { name: 'at +3.00' }).click();
  const walked = decodeFace(await settled(page, taken));
  expect(walked.kind === 'latent' && Array.from(walked.z)).toEqual(
    typicalLatent((await defaultManifest(site.url)).latentSize).with(5, 3),
  );
});

test('every face comes from the typical face, which a slider leads to', async () => {
  await openStudio(`/f/${code}#studio`);
  const typical = typicalLatent((await defaultManifest(site.url)).latentSize);
  await slide(page, 'Distance from the typical face', 0);
  const nearest = decodeFace(await settled(page, code));
  expect(nearest.kind === 'latent' && Array.from(nearest.z)).toEqual(typical);
  await slide(page, 'Distance from the typical face', 100);
  await page.waitForFunction((then) => window.dareka.code === then, code);
});

test('the directions are in groups, and a double press or Delete puts a slider back', async () => {
  await openStudio(`/f/${code}#studio`);
  await expect
    .poll(() => page.locator('.direction-groups h3').allTextContents())
    .toEqual(['Expression', 'Person']);
  const age = page.getByRole('slider', { name: 'Age', exact: true });
  const track = page.locator('.person .slider-track', { has: age });
  await track.dblclick({ position: { x: 20, y: 20 } });
  await page.waitForFunction((then) => window.dareka.code === then, code);
  await expect.poll(() => age.inputValue()).toBe('0');
  await track.click({ position: { x: 20, y: 20 } });
  const moved = await settled(page, code);
  expect(decodeFace(moved)).toMatchObject({ edits: [{ direction: 1 }] });
  await page.keyboard.press('Delete');
  expect(await settled(page, moved)).toBe(code);
});

test.each([
  ['a phone', 390, 844],
  ['a phone on its side', 844, 390],
  ['a window of 1280 × 800 at 200 %', 640, 400],
  ['a window of 1280 × 800 at 400 %', 320, 200],
])('on %s the face covers no slider that has the focus', async (_, width, height) => {
  await openStudio(`/f/${code}#studio`);
  await page.setViewportSize({ width, height });
  for (const slider of await page.locator('.controls input[type="range"]').all()) {
    await slider.focus();
    const isInSight = await slider.evaluate((input) => {
      const { left, top, width: across, height: down } = input.getBoundingClientRect();
      const there = document.elementFromPoint(left + across / 2, top + down / 2);
      return there?.closest('.slider-track') === input.closest('.slider-track');
    });
    expect(isInSight).toBe(true);
  }
});

test('the numbers and what a slider is filled with keep their colours in forced colours', async () => {
  await openStudio(`/f/${code}#studio`);
  await slide(page, 'Smile', 2);
  await page.emulateMedia({ forcedColors: 'active' });
  function coloursOf(selector: string): Promise<string[]> {
    return page
      .locator(selector)
      .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).backgroundColor));
  }
  expect(new Set(await coloursOf('.latent-grid button')).size).toBeGreaterThan(20);
  const [fill] = await coloursOf('.expression .slider-fill');
  const [zero] = await coloursOf('.expression .slider-zero');
  const rail = await page
    .locator('.expression .slider-track')
    .first()
    .evaluate((track) => getComputedStyle(track, '::before').backgroundColor);
  expect(new Set([fill, zero, rail]).size).toBe(3);
});

test('a face has as many pixels as the screen has for it, resampled as its files are', async () => {
  const finer = await newVisitor(visitor.browser, { deviceScaleFactor: 2 });
  ({ page } = await visitReady(finer, `/f/${code}#studio`, site.url));
  const [drawn = []] = await generate(page, { code });
  const { resolution } = await defaultManifest(site.url);
  const edges = new Set<number>();
  for (const width of [1000, 640]) {
    await page.setViewportSize({ width, height: 600 });
    await page.waitForFunction((selector) => {
      const canvas = document.querySelector<HTMLCanvasElement>(selector);
      return canvas !== null && Math.abs(canvas.width - 2 * canvas.getBoundingClientRect().width) < 1;
    }, FACE);
    const shown = await pixelsOf(page, FACE);
    const edge = Math.sqrt(shown.length / 4);
    edges.add(edge);
    const wanted = resample(
      { width: resolution, height: resolution, data: Uint8ClampedArray.from(drawn) },
      edge,
      edge,
    );
    expect(maxDifference(shown, [...wanted.data])).toBe(0);
  }
  expect(edges.size).toBe(2);
  await finer.close();
});

test('the studio works with a model without directions', async () => {
  const plain = (await allManifests()).find(({ directions }) => directions.length === 0);
  if (plain === undefined) {
    throw new Error('every model has directions');
  }
  await openStudio(`/f/${encodeFace(seedFace(plain.tag, 42))}#studio`);
  await page.getByText('This model came without directions').waitFor();
  // Nor has it a typical face, so that its sliders stay away from z = 0, which is no face.
  await expect.poll(() => page.getByRole('slider', { name: 'Rarity' }).getAttribute('min')).toBe('30');
  await expect.poll(() => page.getByRole('button', { name: 'Ask the discriminator' }).count()).toBe(0);
  const before = (await codeOf(page)) ?? '';
  await page.getByRole('button', { name: 'Variation 1' }).click();
  expect(decodeFace(await settled(page, before))).toMatchObject({ model: plain.tag, kind: 'latent' });
  await page.keyboard.press('Control+z');
  await page.waitForFunction((then) => window.dareka.code === then, before);
});

test('the studio says that a link is damaged', async () => {
  page = await visitor.open('/f/nobody#studio', site.url);
  await expect.poll(() => page.locator('.notice').textContent()).toContain('This link is damaged');
});

test('a filter of the wall shows only matching faces, and the address holds the filter', async () => {
  page = await visitor.open('/', site.url);
  const before = await page.locator('a.tile').first().getAttribute('data-code');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('button', { name: 'smiling' }).click();
  await page.waitForFunction(() => location.hash === '#faces/smile+');
  // The address changes at once, the wall in its next frame.
  await page.locator(`a.tile[data-code="${before}"]`).waitFor({ state: 'detached' });
  await page.locator('a.tile:not(.blank)').first().waitFor();
  const codes = await page
    .locator('a.tile')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code') ?? ''));
  const edited = codes.map((each) => {
    const face = decodeFace(each);
    return face.kind === 'seed' ? face.edits.map(({ direction }) => direction) : undefined;
  });
  // Seeds are drawn by chance, and one that smiles as the filter asks needs no edit.
  expect(edited.filter((directions) => directions?.length !== 0).length).toBeGreaterThan(codes.length / 2);
  for (const directions of edited) {
    expect([[], [0]]).toContainEqual(directions);
  }
});
