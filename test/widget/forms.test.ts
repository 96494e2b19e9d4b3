/** The element as a form control, and its name for assistive technology. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SCRIPT } from './host.ts';
import { useHost, waitForValue, withFace } from './visits.ts';

const hosting = useHost();

async function visitWith(body: string) {
  const visited = await hosting.visit({ head: SCRIPT, body });
  await visited.page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  return visited;
}

test('a missing face that is required keeps the form from being submitted, is focused, and says why', async () => {
  const { page } = await visitWith(
    '<form><dareka-face name="avatar" required></dareka-face><button>Send</button></form>',
  );
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('dareka-face');
  // Chromium's "An invalid form control … is not focusable": then no message would be shown.
  expect(warnings).toEqual([]);
  const state = await withFace(page, (face) => ({
    message: face.validationMessage,
    missing: face.validity.valueMissing,
    valid: [face.checkValidity(), face.reportValidity(), face.willValidate],
    invalid: face.matches(':invalid'),
  }));
  expect(state).toEqual({
    message: 'Choose a face',
    missing: true,
    valid: [false, false, true],
    invalid: true,
  });
  await page.locator('dareka-face').evaluate((face, code) => face.setAttribute('code', code), hosting.code);
  expect(await withFace(page, (face) => [face.checkValidity(), face.validationMessage])).toEqual([true, '']);
});

test('a message of the page makes the element invalid, as in other controls; a disabled one is not validated', async () => {
  const { page } = await visitWith(
    `<form><fieldset><dareka-face name="avatar" code="${hosting.code}"></dareka-face></fieldset></form>`,
  );
  const seen = await withFace(page, (face) => {
    face.setCustomValidity('taken');
    const custom = [face.validity.customError, face.validationMessage, face.form?.checkValidity()];
    face.setCustomValidity('');
    const cleared = face.checkValidity();
    face.code = '';
    face.required = true;
    face.disabled = true;
    return { custom, cleared, disabled: [face.willValidate, face.checkValidity()] };
  });
  expect(seen).toEqual({
    custom: [true, 'taken', false],
    cleared: true,
    disabled: [false, true],
  });
});

type AxNode = {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  description?: { value: string };
};

/** What Chromium tells assistive technology of the element: role, name and description of every node that has a name. */
async function accessibleNodes(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
  return nodes
    .filter(({ ignored, role }) => !ignored && ['img', 'image', 'group'].includes(role?.value ?? ''))
    .map(({ role, name, description }) =>
      [role?.value === 'img' ? 'image' : role?.value, name?.value, description?.value]
        .filter(Boolean)
        .join(': '),
    );
}

/** What assistive technology is given, by the HTML. */
const NAMES: readonly (readonly [what: string, html: string, nodes: readonly string[]])[] = [
  [
    'a standard text',
    '<dareka-face CODE></dareka-face>',
    ['image: A made-up face: this person does not exist'],
  ],
  ['alt', '<dareka-face CODE alt="nobody"></dareka-face>', ['image: nobody']],
  ['nothing of a decoration', '<dareka-face CODE alt=""></dareka-face>', []],
  [
    'a label',
    '<label for="one">Your  face</label><dareka-face id="one" CODE></dareka-face>',
    ['image: Your face'],
  ],
  ['a label around it', '<label>Mine <dareka-face CODE alt="nobody"></dareka-face></label>', ['image: Mine']],
  [
    'aria-label',
    '<label for="two">Label</label><dareka-face id="two" CODE aria-label="Aria"></dareka-face>',
    ['image: Aria'],
  ],
  [
    'aria-labelledby',
    '<b id="a">One</b><b id="b">two</b><dareka-face CODE aria-labelledby="a b" aria-label="Aria"></dareka-face>',
    ['image: One two'],
  ],
  [
    'how to turn the head',
    '<i id="d">Not a photo</i><dareka-face CODE alt="nobody" interactive aria-describedby="d"></dareka-face>',
    ['group: nobody: Not a photo', 'image: nobody. Turn the head with the arrow keys: Not a photo'],
  ],
  [
    'how to turn the head of a decoration',
    '<dareka-face CODE alt="" interactive></dareka-face>',
    ['group', 'image: Turn the head with the arrow keys'],
  ],
  ['controls', '<dareka-face CODE alt="who" controls></dareka-face>', ['group: who', 'image: who']],
];

test('assistive technology is given the name that the page gives, and how to turn the head', async () => {
  const html = NAMES.map(
    ([, each]) => `<section>${each.replace('CODE', `code="${hosting.code}" size="64"`)}</section>`,
  );
  const { page } = await visitWith(html.join(''));
  // The tree is listed level by level.
  const expected = NAMES.flatMap(([, , nodes]) => nodes).toSorted();
  await expect.poll(async () => (await accessibleNodes(page)).toSorted()).toEqual(expected);
});

test('labels lists the labels, and a click on one focuses an interactive face', async () => {
  const { page } = await visitWith(
    `<dareka-face id="face" code="${hosting.code}" interactive></dareka-face><label for="face">Your face</label>`,
  );
  expect(await withFace(page, ({ labels }) => Array.from(labels, ({ textContent }) => textContent))).toEqual([
    'Your face',
  ]);
  await page.getByText('Your face').click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('face');
});

test('inside a link an interactive face takes the clicks, and a still one follows the link', async () => {
  const { page } = await visitWith(
    `<a href="#followed"><dareka-face code="${hosting.code}" interactive controls size="100"></dareka-face></a>
     <a href="#still"><dareka-face code="${hosting.code}" size="100"></dareka-face></a>`,
  );
  await page.locator('dareka-face').first().getByRole('button', { name: 'Another face' }).click();
  await expect.poll(() => withFace(page, ({ value }) => value)).not.toBe(hosting.code);
  const changed = await withFace(page, ({ value }) => value);
  const frame = page.locator('dareka-face [part=frame]').first();
  await frame.click();
  await withFace(page, (face) => face.activate());
  const box = await frame.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 50);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 80, (box?.y ?? 0) + 50, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => withFace(page, ({ value }) => value)).not.toBe(changed);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await page.locator('dareka-face').nth(1).click();
  await expect.poll(() => new URL(page.url()).hash).toBe('#still');
  await waitForValue(page, await withFace(page, ({ value }) => value));
});
