/** Attributes and properties of the element, as those of the platform's elements. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { takeScreenshot } from '../browser/screenshot.ts';
import { SCRIPT } from './host.ts';
import { eventDetails, useHost, waitForEvent, waitForValue, withFace } from './visits.ts';

const hosting = useHost();

function visitWith(body: string, head = SCRIPT) {
  return hosting.visit({ head, body });
}

async function defined(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
}

function codeOf(seed: number): string {
  return encodeFace(seedFace(hosting.manifest.tag, seed));
}

test('every attribute has a property that reflects it', async () => {
  const { page } = await visitWith('<dareka-face></dareka-face>');
  await defined(page);
  const reflected = await withFace(page, (face) => {
    const read = Object.entries({
      ...{ code: '', avatar: '', seed: '', model: '', size: '', alt: '', name: '' },
      ...{ random: false, interactive: false, controls: false, required: false, disabled: false },
      ...{ smile: null, mouthOpen: null, hairColor: null },
    }).filter(([name, value]) => Reflect.get(face, name) !== value);
    Object.assign(face, { seed: 5, size: 64, alt: 'nobody', name: 'avatar', mouthOpen: 0.5 });
    Object.assign(face, { interactive: true, controls: false, disabled: true, walk: true });
    const set = face.getAttributeNames().map((name) => `${name}=${face.getAttribute(name)}`);
    face.setAttribute('mouth-open', '-0.25');
    face.toggleAttribute('required', true);
    Object.assign(face, { avatar: 'alice', glasses: true, beard: false, hairColor: 'dark' });
    const traits = ['glasses', 'beard', 'hair-color'].map((name) => face.getAttribute(name));
    traits.push(face.avatar, String(face.glasses), String(face.beard), String(face.hairColor));
    Object.assign(face, { avatar: null, glasses: false, hairColor: null });
    const got = [face.mouthOpen, face.required, face.size, face.seed];
    Object.assign(face, { seed: null, size: undefined, alt: null, name: null, mouthOpen: null });
    Object.assign(face, { interactive: false, disabled: false, walk: false, required: false });
    return { read, set, got, traits, left: face.getAttributeNames() };
  });
  expect(reflected.read).toEqual([]);
  expect(reflected.set.sort()).toEqual(
    [
      'seed=5',
      'size=64',
      'alt=nobody',
      'name=avatar',
      'mouth-open=0.5',
      'interactive=',
      'disabled=',
      'walk=',
    ].sort(),
  );
  expect(reflected.got).toEqual([-0.25, true, '64', '5']);
  expect(reflected.traits).toEqual(['', null, 'dark', 'alice', 'true', 'null', 'dark']);
  expect(reflected.left).toEqual([]);
});

test('a property takes effect at once: the size, the value, the validity', async () => {
  const { page } = await visitWith('<form><dareka-face name="avatar"></dareka-face></form>');
  await defined(page);
  const seen = await page.locator('dareka-face').evaluate((element, code) => {
    const face = element as HTMLElementTagNameMap['dareka-face'];
    face.size = 64;
    face.required = true;
    const missing = face.validity.valueMissing;
    face.code = code;
    const form = new FormData(face.form ?? undefined).get('avatar');
    const { value, validity } = face;
    face.form = 'elsewhere';
    face.form = null;
    face.code = `\n  ${code} `;
    const seed = document.createElement('dareka-face');
    seed.seed = ' ';
    return {
      missing,
      value,
      form,
      valid: validity.valid,
      owner: face.form === document.forms[0],
      trimmed: face.value,
      seed: seed.value,
    };
  }, hosting.code);
  expect(seen).toEqual({
    missing: true,
    value: hosting.code,
    form: hosting.code,
    valid: true,
    owner: true,
    trimmed: hosting.code,
    seed: null,
  });
  await expect.poll(() => page.locator('dareka-face').boundingBox()).toMatchObject({ width: 64, height: 64 });
});

test('"false" as an attribute, which is how React 18 writes false, removes it', async () => {
  const { page } = await visitWith(
    `<form><dareka-face name="avatar" code="${hosting.code}" disabled="false" walk="false" controls="false"></dareka-face></form>`,
  );
  await defined(page);
  expect(await withFace(page, (face) => face.getAttributeNames())).toEqual(['name', 'code']);
  await withFace(page, (face) => face.setAttribute('disabled', 'true'));
  expect(await withFace(page, (face) => face.matches(':disabled'))).toBe(true);
  await withFace(page, (face) => face.setAttribute('disabled', 'false'));
  expect(await withFace(page, (face) => [face.matches(':disabled'), face.disabled])).toEqual([false, false]);
});

test('the code that is shown, set again, takes the place of a face that is on its way', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}"></dareka-face><dareka-face avatar="bob"></dareka-face>`,
  );
  await waitForValue(page, hosting.code);
  await withFace(page, (face) => {
    const { code } = face;
    Object.assign(face, { avatar: 'bob', code: null });
    face.code = code;
  });
  const valueOfBob = () => page.evaluate(() => document.querySelectorAll('dareka-face')[1]?.value);
  await expect.poll(valueOfBob).toBeTruthy();
  await waitForValue(page, hosting.code);
  expect(await withFace(page, (face) => face.shadowRoot?.querySelector('img')?.src)).toContain(hosting.code);
});

test('a position that is set before the code that is shown moves its face', async () => {
  const { page } = await visitWith(`<dareka-face code="${codeOf(1)}"></dareka-face>`);
  await waitForValue(page, codeOf(1));
  await page.locator('dareka-face').evaluate((element, code) => {
    const face = element as HTMLElementTagNameMap['dareka-face'];
    face.value = code;
    face.mouthOpen = 0.5;
    face.code = code;
  }, codeOf(2));
  const { code } = await waitForEvent(page, 'dareka-change');
  expect(decodeFace(code ?? '')).toMatchObject({ seed: 2, edits: [{}] });
});

test('what is set before the element is defined or inserted stays', async () => {
  const [first, second] = [codeOf(1), codeOf(2)];
  const { page } = await visitWith(
    `<dareka-face code="${first}"></dareka-face>
     <script>Object.assign(document.querySelector('dareka-face'), { size: 96, value: '${second}', interactive: true, disabled: false })</script>`,
  );
  await waitForValue(page, second);
  const face = page.locator('dareka-face').first();
  await expect.poll(() => face.boundingBox()).toMatchObject({ width: 96, height: 96 });
  expect(await withFace(page, ({ interactive, disabled, code }) => [interactive, disabled, code])).toEqual([
    true,
    false,
    first,
  ]);
  const inserted = await page.evaluate(
    async ([one = '', two = '']) => {
      const created = document.createElement('dareka-face');
      created.code = one;
      created.value = two;
      created.size = '50%';
      const before = created.value;
      document.body.append(created);
      await new Promise(requestAnimationFrame);
      return [before, created.value, created.shadowRoot?.querySelector('img')?.src.includes(two)];
    },
    [first, second],
  );
  expect(inserted).toEqual([second, second, true]);
  expect(await eventDetails(page, 'dareka-change')).toEqual([]);
});

test('a size in per cent follows the width around it, --dareka-size precedes, and another text is an error', async () => {
  const { page } = await visitWith(
    `<div style="width: 400px"><dareka-face code="${hosting.code}" size="50%"></dareka-face></div>`,
  );
  await defined(page);
  const face = page.locator('dareka-face');
  await expect.poll(() => face.boundingBox()).toMatchObject({ width: 200, height: 200 });
  await withFace(page, ({ style }) => style.setProperty('--dareka-size', '60px'));
  await expect.poll(() => face.boundingBox()).toMatchObject({ width: 60, height: 60 });
  await withFace(page, (element) => {
    element.style.removeProperty('--dareka-size');
    element.size = 'huge';
  });
  const { kind, message } = await waitForEvent(page, 'dareka-error');
  expect(kind).toBe('attribute');
  expect(message).toContain('huge');
  await expect.poll(() => face.boundingBox()).toMatchObject({ width: 256, height: 256 });
});

test('attributes of HTML and of frameworks are not directions', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}" width="200" height="200" tabindex="0" ng-reflect-size="3" x-level="1" data-v="2"></dareka-face>`,
  );
  await defined(page);
  // The model would be fetched for any direction, and the missing one reported.
  await withFace(page, (face) => face.dials());
  expect(await withFace(page, ({ value }) => value)).toBe(hosting.code);
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('with controls at 60 pixels everything stays inside the element and can be pressed', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}" controls style="--dareka-size: 60px"></dareka-face><p>below</p>`,
  );
  await page.locator('dareka-face select').waitFor();
  const box = await page.locator('dareka-face').boundingBox();
  const below = await page.locator('p').boundingBox();
  const parts = await page.locator('dareka-face [part=controls] > *').all();
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
  for (const inner of boxes) {
    expect(inner?.x).toBeGreaterThanOrEqual(box?.x ?? 0);
    expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    // Target size (minimum), WCAG 2.2, 2.5.8.
    expect(Math.min(inner?.width ?? 0, inner?.height ?? 0)).toBeGreaterThanOrEqual(24);
  }
  await takeScreenshot(page, 'widget-60');
});

test('a copy by cloneNode shows the face of the original, with its attributes', async () => {
  const { page } = await visitWith(`<dareka-face code="${hosting.code}" size="64" controls></dareka-face>`);
  await defined(page);
  await withFace(page, (face) => face.another());
  const [original, copied, size] = await withFace(page, (face) => {
    const copy = face.cloneNode(true) as typeof face;
    document.body.append(copy);
    return [face.value, copy.value, copy.size];
  });
  expect(original).not.toBe(hosting.code);
  expect(copied).toBe(original);
  expect(size).toBe('64');
});

test('moving to the document of a frame and back throws nothing, and the styles move along', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}" size="64" controls interactive></dareka-face><iframe title="frame"></iframe>`,
  );
  await defined(page);
  const sizes = await withFace(page, async (face) => {
    const frame = document.querySelector('iframe')?.contentDocument;
    const seen: unknown[] = [];
    for (const home of [frame, document]) {
      home?.body.append(face);
      face.size = Number(face.size) + 32;
      await new Promise((resolve) => setTimeout(resolve));
      seen.push([face.offsetWidth, face.shadowRoot?.adoptedStyleSheets.length]);
    }
    const template = document.createElement('template');
    template.content.append(face);
    face.size = 200;
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(face);
    return [...seen, face.offsetWidth];
  });
  expect(sizes).toEqual([[96, 2], [128, 2], 200]);
  await withFace(page, (face) => face.activate());
  await waitForEvent(page, 'dareka-ready');
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});
