import { expect, it } from 'vitest';
import { minutesInEnglish } from './minutes.ts';

it.each([
  [0.2, 'less than a minute'],
  [0.9, '1 minute'],
  [2, '2 minutes'],
  [1234.4, '1,234 minutes'],
])('%f minutes are "%s"', (minutes, text) => {
  expect(minutesInEnglish(minutes)).toBe(text);
});
