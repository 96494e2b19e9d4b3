import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

describe('the summary of several measurements', () => {
  it.each([
    [[3, 1, 2], { min: 1, median: 2, max: 3 }],
    [[4, 1, 2, 3], { min: 1, median: 2.5, max: 4 }],
    [[10, 9], { min: 9, median: 9.5, max: 10 }],
    [[5], { min: 5, median: 5, max: 5 }],
  ])('of %j', (values, expected) => {
    expect(spread(values)).toEqual(expected);
  });
});
