import { expect, test } from 'vitest';
import { type AvatarAddress, avatarPath, avatarText } from './avatar-forms.ts';

const SITE = { origin: 'https://dareka.example', versionTag: '4d5e6f' };

const alice: AvatarAddress = {
  name: 'alice',
  traits: {},
  size: 128,
  format: 'png',
  version: 'v2',
  model: undefined,
};

test('the address grows with what is chosen', () => {
  expect(avatarPath(alice)).toBe('/a/v2/alice.png');
  expect(avatarPath({ ...alice, version: 'latest' })).toBe('/a/alice.png');
  expect(avatarPath({ ...alice, traits: { age: 'old', smile: '-0.5' }, size: 256, format: 'webp' })).toBe(
    '/a/v2/alice.webp?age=old&smile=-0.5&size=256',
  );
  expect(avatarPath({ ...alice, model: '1a2b3c' })).toBe('/a/v2/alice.png?model=1a2b3c');
});

test('a name has no character that ends an address or Markdown', () => {
  const path = avatarPath({ ...alice, name: "だれ/か (R&D) 100%? 'x'!*" });
  expect(path).toMatch(/^\/a\/v2\/[\w%.-]+\.png$/);
  expect(decodeURIComponent(path)).toBe("/a/v2/だれ/か (R&D) 100%? 'x'!*.png");
});

test('the name "random" has its face, though /a/random is another one each time', () => {
  expect(avatarPath({ ...alice, name: 'random', version: 'latest' })).toBe('/a/v2/random.png');
});

test('a class is a parameter of the address, and an attribute of the element that is not the platform’s', () => {
  const seven = { ...alice, traits: { class: '7' }, model: '1a2b3c' };
  expect(avatarPath(seven)).toBe('/a/v2/alice.png?class=7&model=1a2b3c');
  expect(avatarText('element', seven, SITE)).toContain(
    '<dareka-face avatar="alice" of-class="7" size="128" model="1a2b3c">',
  );
});

test('the element names the avatar, and has the traits as attributes and the picture inside', () => {
  const address = { ...alice, traits: { hairColor: 'light', smile: 'yes' } };
  expect(avatarText('element', address, SITE)).toBe(
    `<script type="module" src="https://dareka.example/embed/v1/dareka.js"></script>
<dareka-face avatar="alice" hair-color="light" smile="yes" size="128" model="4d5e6f"><img src="https://dareka.example/a/v2/alice.png?hairColor=light&amp;smile=yes" width="128" height="128" alt=""></dareka-face>`,
  );
  expect(avatarText('element', { ...alice, model: '1a2b3c' }, { ...SITE, origin: '' })).toContain(
    '<dareka-face avatar="alice" size="128" model="1a2b3c"><img src="/a/v2/alice.png?model=1a2b3c"',
  );
});

test('the element of v1 needs no model: its own faces are those of v1', () => {
  expect(avatarText('element', { ...alice, version: 'v1' }, SITE)).toContain(
    '<dareka-face avatar="alice" size="128"><img src="https://dareka.example/a/v1/alice.png"',
  );
});

test('HTML and Markdown hold the address, with its special characters escaped', () => {
  const address = { ...alice, name: 'a[b]"c', traits: { age: 'old', smile: 'yes' }, size: 64 };
  expect(avatarText('html', address, SITE)).toBe(
    '<img src="https://dareka.example/a/v2/a%5Bb%5D%22c.png?age=old&amp;smile=yes&amp;size=64" width="64" height="64" alt="">',
  );
  expect(avatarText('markdown', address, SITE)).toBe(
    '![a\\[b\\]"c](https://dareka.example/a/v2/a%5Bb%5D%22c.png?age=old&smile=yes&size=64)',
  );
  expect(avatarText('url', alice, SITE)).toBe('https://dareka.example/a/v2/alice.png');
});
