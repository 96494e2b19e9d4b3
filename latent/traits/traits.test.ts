import { describe, expect, test } from 'vitest';
import { MAX_EDITS } from '../face.ts';
import { askableNames, separateClass, traitPositions, traitsOf, withinEdits } from './traits.ts';

const directions = [
  { name: 'smile', range: [-3, 4] },
  { name: 'hair colour', range: [-2, 2] },
  { name: 'turn', range: [-2, 3] },
  { name: 'cheek bones', ends: ['low', 'high'], range: [-1, 2] },
] as const;

test('each direction is a trait, by a name that does not depend on its spelling', () => {
  expect(traitsOf(directions).map(({ name }) => name)).toEqual(['smile', 'hairColor', 'turn', 'cheekBones']);
  expect(traitsOf([{ name: 'hairColour', range: [-1, 1] }])[0]?.name).toBe('hairColor');
});

test.each([
  [{ smile: 'yes' }, 0, 0.9 * 4],
  [{ smile: 'no' }, 0, -0.9 * 3],
  [{ smile: -0.5 }, 0, -0.5 * 3],
  [{ smile: '+.5' }, 0, 0.5 * 4],
  [{ turn: 'front' }, 2, 0],
  [{ turn: 'right' }, 2, 0.6 * 3],
  [{ cheekBones: 'high' }, 3, 0.9 * 2],
])('%j is a position along a direction', (traits, direction, position) => {
  const [found] = traitPositions(traits, directions);
  expect(found).toMatchObject({ direction, byWord: Number.isNaN(Number(Object.values(traits)[0])) });
  expect(found?.position).toBeCloseTo(position, 12);
});

test('positions are in the order of the directions', () => {
  expect(traitPositions({ turn: 0, smile: 0 }, directions).map(({ direction }) => direction)).toEqual([0, 2]);
});

test('a trait that the model does not have is refused, with those it has', () => {
  expect(() => traitPositions({ ears: 'yes' }, directions)).toThrow(
    new RangeError('the model has no trait "ears"; it has smile, hairColor, turn, cheekBones'),
  );
  expect(() => traitPositions({ smile: 1 }, [])).toThrow('the model has no trait "smile"; it has none');
});

test.each(['old', '', '1e0', ' 1', 1.01, Number.NaN, '-2', 'toString'])(
  'the value %j is refused',
  (value) => {
    expect(() => traitPositions({ smile: value }, directions)).toThrow(
      `smile is no, yes, or a number from -1 to 1; not ${JSON.stringify(value)}`,
    );
  },
);

test('the class is apart from the traits, unless the model has a direction of that name and no classes', () => {
  const traits = { smile: 'yes', class: '7' };
  const condition = { classes: ['7', '8'] };
  expect(separateClass(traits, { named: directions, condition })).toEqual({
    asked: '7',
    traits: { smile: 'yes' },
  });
  expect(separateClass(traits, { named: directions })).toMatchObject({ asked: '7' });
  const named = [...directions, { name: 'class', range: [-1, 1] }] as const;
  expect(separateClass(traits, { named })).toEqual({ asked: undefined, traits });
  expect(separateClass(traits, { named, condition })).toMatchObject({ asked: '7' });
});

describe('what an address may ask of a model', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, range: [-1, 1] as const }));

  test('is its own traits, those with stable names that others have, and the class', () => {
    const names = askableNames({ named: directions });
    expect(names.get('cheekbones')).toBe('cheekBones');
    expect(names.get('haircolor')).toBe('hairColor');
    expect(names.get('hat')).toBe('hat');
    expect(names.get('class')).toBe('class');
    expect(names.has('cheeks')).toBe(false);
  });

  test('is no parameter of the address, although a direction is called so', () => {
    const names = askableNames({ named: named('size', 'Model', 'hair brown') });
    expect(names.has('size')).toBe(false);
    expect(names.has('model')).toBe(false);
    expect(names.get('hairbrown')).toBe('hairBrown');
  });

  test('is told apart in any script, and nothing is asked by a name without a letter', () => {
    const names = askableNames({ named: named('髪の色', '肌の色', 'âge', '—') });
    expect([names.get('髪の色'), names.get('肌の色'), names.get('âge')]).toEqual(['髪の色', '肌の色', 'âge']);
    expect(names.get('age')).toBe('age');
    expect(names.has('')).toBe(false);
  });

  test('has the stable name, or the spelling of a model that has no other', () => {
    expect(askableNames({ named: named('hair length', 'Hair') }).get('hair')).toBe('hair');
    expect(askableNames({ named: named('Hair') }).get('hair')).toBe('Hair');
    const condition = { classes: ['7'] };
    expect(askableNames({ named: named('Class'), condition }).get('class')).toBe('class');
  });
});

test('a face has as many traits as edits, and a class', () => {
  const many = Object.fromEntries(Array.from({ length: MAX_EDITS + 2 }, (_, i) => [`trait${i}`, 'yes']));
  const kept = withinEdits({ ...many, class: '7' }, { named: [], condition: {} });
  expect(Object.keys(kept)).toEqual(['class', ...Object.keys(many).slice(0, MAX_EDITS)]);
});
