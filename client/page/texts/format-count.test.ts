import { expect, test } from 'vitest';
import { formatCompact, formatCount } from './format-count.ts';

test.each(['en', 'ja'])('whole numbers are written as in %s', (language) => {
  for (const count of [0, 7, 999, 1000, 12_345, 737_880, 1_000_000, -4096]) {
    expect(formatCount(count)).toBe(count.toLocaleString(language));
  }
});

test.each([0, 0.5, 2, 250, 1000, 2500, 10_000, 50_000, 250_000, 1_000_000, 2_500_000])(
  'a round number is written in few characters as Intl writes it: %d',
  (value) => {
    for (const language of ['en', 'ja'] as const) {
      const byIntl = new Intl.NumberFormat(language, { notation: 'compact' });
      expect(formatCompact(value, language)).toBe(byIntl.format(value));
    }
  },
);

test('a round number in few characters keeps all its digits', () => {
  expect(formatCompact(12_500, 'en')).toBe('12.5K');
  expect(formatCompact(12_500, 'ja')).toBe('1.25万');
});
