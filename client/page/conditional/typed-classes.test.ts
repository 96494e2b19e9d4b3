import { describe, expect, it } from 'vitest';
import { canBeTyped, firstText, typedClasses } from './typed-classes.ts';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

describe('a typed text', () => {
  it('is a class for each character, in any width, and says which are none', () => {
    expect(typedClasses(' 70 ７a1b a', DIGITS)).toEqual({ classes: [7, 0, 7, 1], unknown: ['a', 'b'] });
    expect(typedClasses('1'.repeat(40), DIGITS).classes).toHaveLength(12);
    expect(typedClasses('かな', ['な', 'か']).classes).toEqual([1, 0]);
  });

  it('is in the beginning π, or else the first classes', () => {
    expect(firstText(DIGITS)).toBe('31415926');
    for (const classes of [['0', '1', '3'], ['か', 'な'], ['①', '②'], [...'abcdefghijklmnop']]) {
      const { classes: drawn, unknown } = typedClasses(firstText(classes), classes);
      expect(drawn).toEqual([...classes.keys()].slice(0, 12));
      expect(unknown).toEqual([]);
    }
  });

  it('is possible where each class is one character', () => {
    expect(canBeTyped(DIGITS)).toBe(true);
    expect(canBeTyped(['dark', 'light'])).toBe(false);
  });
});
