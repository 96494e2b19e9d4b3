import { expect, test } from 'vitest';
import { camelCase, directionKey, directionSlug } from './direction-name.ts';

test('however a manifest writes a name, an address has it in one way', () => {
  expect(['mouth open', 'mouthOpen', 'mouth-open', 'Mouth_Open'].map(directionSlug)).toEqual(
    Array(4).fill('mouth-open'),
  );
  expect(directionSlug('age')).toBe('age');
});

test('names are compared without their case and separators', () => {
  expect(['mouthOpen', 'mouth open', 'mouth-open', 'mouthopen'].map(directionKey)).toEqual(
    Array(4).fill('mouthopen'),
  );
});

test.each([
  ['髪の色', '髪の色', '髪の色', '髪の色'],
  ['Größe der Nase', 'größe-der-nase', 'größedernase', 'GrößeDerNase'],
  ['a\u0302ge', 'âge', 'âge', 'âge'],
  ['रंग का', 'रंग-का', 'रंगका', 'रंगका'],
  ['hair 2', 'hair-2', 'hair2', 'hair2'],
])('%s keeps the letters of its script', (name, slug, key, trait) => {
  expect([directionSlug(name), directionKey(name), camelCase(name)]).toEqual([slug, key, trait]);
});
