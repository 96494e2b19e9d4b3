import { expect, test } from 'vitest';
import { directionKey, directionSlug } from './direction-name.ts';

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
