import { expect, test } from 'vitest';
import { formatCount } from './format-count.ts';

test.each(['en', 'ja'])('whole numbers are written as in %s', (language) => {
  for (const count of [0, 7, 999, 1000, 12_345, 737_880, 1_000_000, -4096]) {
    expect(formatCount(count)).toBe(count.toLocaleString(language));
  }
});
