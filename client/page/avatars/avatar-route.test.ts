import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from '../shell/route.ts';
import { type AvatarChoice, choiceIn, routeOfChoice } from './avatar-route.ts';

const directions = ['smile', 'age', 'turn'].map((name) => ({ name, range: [-3, 3] as const }));

function reopened(choice: AvatarChoice): AvatarChoice {
  return choiceIn(
    parseRoute(new URL(formatRoute(routeOfChoice(choice)), 'https://dareka.invalid')),
    directions,
  );
}

test('a choice is read back from its address', () => {
  const first = choiceIn({}, directions);
  expect(first).toEqual({
    name: 'sam',
    traits: {},
    size: 128,
    format: 'png',
    form: 'url',
    version: 'v2',
    model: undefined,
  });
  for (const choice of [
    first,
    { ...first, name: '' },
    { ...first, name: ' 誰か & "others" ' },
    { ...first, traits: { age: 'old', smile: '-0.25', turn: 'front' } },
    { ...first, size: 512, format: 'webp', form: 'markdown', version: 'latest' } as const,
    { ...first, model: 'a82bcb' },
    { ...first, version: 'v1' } as const,
  ]) {
    expect(reopened(choice)).toEqual(choice);
  }
});

test('the element, whose face stays, is no form of a face that does not', () => {
  expect(choiceIn({ query: { as: 'element' } }, directions).form).toBe('element');
  expect(choiceIn({ query: { as: 'element', version: 'latest' } }, directions).form).toBe('url');
});

test('traits that the model does not have, and values that mean nothing, are ignored', () => {
  const query = {
    name: 'bob',
    beard: 'yes',
    age: 'ancient',
    smile: '2',
    turn: 'left',
    size: '100',
    format: 'bmp',
    model: 'nobody',
    fbclid: 'a',
  };
  expect(choiceIn({ query }, directions)).toEqual({
    ...choiceIn({}, directions),
    name: 'bob',
    traits: { turn: 'left' },
  });
});
