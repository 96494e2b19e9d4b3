import { expect, test } from 'vitest';
import { isLimitReached } from './rest-rules.ts';

test('a limit counts from when the training went on', () => {
  const since = { step: 100, time: 1000 };
  expect(isLimitReached('500 steps', since, { step: 599, time: 9e9 })).toBe(false);
  expect(isLimitReached('500 steps', since, { step: 600, time: 1000 })).toBe(true);
  expect(isLimitReached('5 minutes', since, { step: 1e6, time: 1000 + 299_999 })).toBe(false);
  expect(isLimitReached('5 minutes', since, { step: 100, time: 1000 + 300_000 })).toBe(true);
  expect(isLimitReached('none', since, { step: 1e9, time: 9e12 })).toBe(false);
});
