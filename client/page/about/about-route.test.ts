import { expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { formatRoute, parseRoute } from '../shell/route.ts';
import { aboutInRoute, routeOfAbout } from './about-route.ts';

function parsed(address: string) {
  return aboutInRoute(parseRoute(new URL(address, 'https://dareka.invalid')));
}

test('the model is that of the address, or that of the face on screen, or the default one', () => {
  const code = encodeFace(seedFace('0d7899', 7));
  expect(parsed('/about').tag).toBeUndefined();
  expect(parsed(`/f/${code}#about`).tag).toBe('0d7899');
  expect(parsed(`/f/${code}#about/a82bcb`).tag).toBe('a82bcb');
  expect(parsed('/f/damaged#about/card')).toEqual({ tag: undefined, other: undefined, isCard: true });
});

test.each([
  [undefined, { other: undefined, isCard: false }],
  ['card', { other: undefined, isCard: true }],
  ['0d7899', { other: '0d7899', isCard: false }],
])('the part %j comes back from its address', (part, expected) => {
  expect(parsed(formatRoute(routeOfAbout('a82bcb', null, part)))).toEqual({ tag: 'a82bcb', ...expected });
});
