import { expect, it } from 'vitest';
import { minutesInEnglish, minutesInJapanese } from './minutes.ts';

it.each([
  [0.2, 'less than a minute', '1 分未満'],
  [0.9, '1 minute', '1 分'],
  [2, '2 minutes', '2 分'],
  [1234.4, '1,234 minutes', '1,234 分'],
])('%f minutes are "%s" and 「%s」', (minutes, english, japanese) => {
  expect(minutesInEnglish(minutes)).toBe(english);
  expect(minutesInJapanese(minutes)).toBe(japanese);
});
