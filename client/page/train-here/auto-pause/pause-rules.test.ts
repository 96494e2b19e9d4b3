import { expect, test } from 'vitest';
import { DEFAULT_RULES, isLimitReached, rulesIn, withLimit } from './pause-rules.ts';

test('a limit counts from when the training went on', () => {
  const since = { step: 100, time: 1000 };
  expect(isLimitReached('500 steps', since, { step: 599, time: 9e9 })).toBe(false);
  expect(isLimitReached('500 steps', since, { step: 600, time: 1000 })).toBe(true);
  expect(isLimitReached('5 minutes', since, { step: 1e6, time: 1000 + 299_999 })).toBe(false);
  expect(isLimitReached('5 minutes', since, { step: 100, time: 1000 + 300_000 })).toBe(true);
  expect(isLimitReached('none', since, { step: 1e9, time: 9e12 })).toBe(false);
});

test('each training has a limit of its own; the one for all that earlier builds had stays that of those on the device', () => {
  const rules = withLimit(DEFAULT_RULES, 'a', '5 minutes');
  expect(rulesIn(rules, ['a', 'b'])).toEqual({ hidden: null, limits: { a: '5 minutes' } });
  expect(withLimit(rules, 'a', 'none')).toEqual(DEFAULT_RULES);
  expect(rulesIn({ hidden: true, limit: '500 steps' }, ['a', 'b'])).toEqual({
    hidden: true,
    limits: { a: '500 steps', b: '500 steps' },
  });
  expect(rulesIn({ hidden: 1 }, ['a'])).toEqual(DEFAULT_RULES);
});
