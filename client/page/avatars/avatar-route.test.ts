import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from '../shell/route.ts';
import { type AvatarChoice, choiceInRoute, routeOfChoice } from './avatar-route.ts';

const named = ['smile', 'age', 'turn'].map((name) => ({ name, range: [-3, 3] as const }));
const model = { named };
const conditional = { named, condition: { classes: ['0', '7'], frequencies: [0.5, 0.5] } };

function reopened(choice: AvatarChoice): AvatarChoice {
  return choiceInRoute(
    parseRoute(new URL(formatRoute(routeOfChoice(choice)), 'https://dareka.invalid')),
    model,
  );
}

test('a choice is read back from its address', () => {
  const first = choiceInRoute({}, model);
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
  expect(choiceInRoute({ query: { as: 'element' } }, model).form).toBe('element');
  expect(choiceInRoute({ query: { as: 'element', version: 'latest' } }, model).form).toBe('url');
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
  expect(choiceInRoute({ query }, model)).toEqual({
    ...choiceInRoute({}, model),
    name: 'bob',
    traits: { turn: 'left' },
  });
});

test('a parameter of the address is no trait, although a direction is called so', () => {
  const odd = { named: [...named, { name: 'size', range: [-3, 3] as const }] };
  expect(choiceInRoute({ query: { size: '256' } }, odd)).toMatchObject({ size: 256, traits: {} });
});

test('a class is kept for a conditional model that has it, and ignored for others', () => {
  const query = { class: '7', age: 'old' };
  const choice = choiceInRoute({ query }, conditional);
  expect(choice.traits).toEqual({ class: '7', age: 'old' });
  expect(routeOfChoice(choice).query).toMatchObject(query);
  expect(choiceInRoute({ query: { class: '3' } }, conditional).traits).toEqual({});
  expect(choiceInRoute({ query }, model).traits).toEqual({ age: 'old' });
});
