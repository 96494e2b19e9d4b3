import { expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import type { PageRoute } from '../shell/route.ts';
import { openText } from './open-text.ts';

const ORIGIN = 'https://dareka.example';
const code = encodeFace(seedFace('1a2b3c', 123456));
const face = { view: 'faces', code, parts: [] };

function opened(text: string) {
  return openText(text, ORIGIN);
}

test.each([
  ['a code, with white space around it', ` ${code}\n`],
  ['a link', `${ORIGIN}/f/${code}`],
  ['a link to another site', `https://elsewhere.example/f/${code}?utm_source=mail`],
  ['a link without a scheme', `dareka.example/f/${code}`],
  ['a path', `/f/${code}`],
  ['a picture', `${ORIGIN}/f/${code}.webp?size=256`],
  ['a card', `${ORIGIN}/f/${code}/card.png`],
  ['a frame', `<iframe src="${ORIGIN}/embed/${code}" sandbox="allow-scripts"></iframe>`],
  [
    'an element with its script',
    `<script src="${ORIGIN}/embed/v1/dareka.js"></script>
    <dareka-face code="${code}"><img src="${ORIGIN}/f/${code}.png?size=256"></dareka-face>`,
  ],
  ['Markdown', `![Nobody](${ORIGIN}/f/${code}.png)`],
])('%s opens the face', (_, text) => {
  expect(opened(text)).toEqual({ route: face });
});

test('a code whose last _ was left out opens its face', () => {
  const [seed = 0] = Array.from({ length: 1000 }, (_, i) => 20_000 + i).filter((each) =>
    encodeFace(seedFace('1a2b3c', each)).endsWith('_'),
  );
  const ending = encodeFace(seedFace('1a2b3c', seed));
  expect(opened(`${ORIGIN}/f/${ending.slice(0, -1)}`)).toEqual({ route: { ...face, code: ending } });
});

test('a link to a view opens it with all that the link holds', () => {
  expect(opened(`${ORIGIN}/f/${code}#studio`)).toEqual({ route: { ...face, view: 'studio' } });
  const mix = { view: 'mix', code: null, parts: [`${code}.${code}`, 'line'] };
  expect(opened(`https://elsewhere.example/#mix/${code}.${code}/line`)).toEqual({ route: mix });
  expect(opened(`${ORIGIN}/training`)).toEqual({ route: { view: 'training', code: null, parts: [] } });
  expect(opened(`${ORIGIN}/s/2345678`)).toEqual({ shortLink: '/s/2345678' });
});

test.each([
  (url: string) => `Look: ${url}.`,
  (url: string) => `${url}, nice!`,
  (url: string) => `「${url}」を見て。`,
  (url: string) => `${url}。`,
  (url: string) => `${url}.`,
  (url: string) => url.replace('https', 'HTTPS'),
])('a link is found in a sentence, case %#', (sentence) => {
  expect(opened(sentence(`https://elsewhere.example/f/${code}`))).toEqual({
    route: { view: 'faces', code, parts: [] },
  });
  expect(opened(sentence(`${ORIGIN}/s/2345678`))).toEqual({ shortLink: '/s/2345678' });
});

test('the address of a name that ends in a full stop is whole where it stands alone', () => {
  const nameIn = (text: string) => (opened(text) as { route: PageRoute }).route.query?.name;
  expect(nameIn(`${ORIGIN}/a/Dr.`)).toBe('Dr.');
  expect(nameIn(`See ${ORIGIN}/a/sam.`)).toBe('sam');
});

test('the address of a name opens the name, with its traits', () => {
  const query = { name: '誰か', age: 'old', size: '128', format: 'png' };
  const written = `${ORIGIN}/a/v2/%E8%AA%B0%E3%81%8B.png?age=old&amp;size=128`;
  expect(opened(`<img src="${written}">`)).toEqual({
    route: { view: 'avatars', code: null, parts: [], query },
  });
  expect(opened(written.replace('v2', 'v1'))).toEqual({
    route: { view: 'avatars', code: null, parts: [], query: { ...query, version: 'v1' } },
  });
  expect(opened(`${ORIGIN}/a/sam`)).toEqual({
    route: { view: 'avatars', code: null, parts: [], query: { name: 'sam', version: 'latest' } },
  });
  expect(opened('https://elsewhere.example/avatars?name=sam&age=old')).toEqual({
    route: { view: 'avatars', code: null, parts: [], query: { name: 'sam', age: 'old' } },
  });
});

test.each(['alice', 'Ekaterina', 'Elizabeth1990', '誰か', 'sam@example.com', 'Émile Zola', 'and/or', 'E'])(
  '%s is a name',
  (name) => {
    expect(opened(name)).toEqual({ route: { view: 'avatars', code: null, parts: [], query: { name } } });
  },
);

test('what opens nothing says why', () => {
  const changed = `${code.slice(0, 7)}${code[7] === 'A' ? 'B' : 'A'}${code.slice(8)}`;
  expect(opened('  ')).toEqual({ problem: 'nothing' });
  expect(opened('https://elsewhere.example/people/1')).toEqual({ problem: 'noFace' });
  expect(opened('https://elsewhere.example/s/2345678')).toEqual({ problem: 'noFace' });
  expect(opened('https://elsewhere.example/')).toEqual({ problem: 'noFace' });
  expect(opened(`${ORIGIN}/f/${changed}`)).toEqual({ problem: 'damagedLink' });
  expect(opened(changed)).toEqual({ problem: 'damagedCode' });
  expect(opened(code.slice(0, -2))).toEqual({ problem: 'damagedCode' });
});
