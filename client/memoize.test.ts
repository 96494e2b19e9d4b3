import { expect, test } from 'vitest';
import { createMemo, memoize, memoizeByKey } from './memoize.ts';

test('a memo creates each promise once, and forgets promises that reject', async () => {
  const memo = createMemo<number>();
  let made = 0;
  const make = async () => ++made;
  expect(await memo('x', make)).toBe(1);
  expect(await memo('x', make)).toBe(1);
  const fail = async () => Promise.reject(new Error('no'));
  await expect(memo('y', fail)).rejects.toThrow('no');
  expect(await memo('y', make)).toBe(2);
});

test('concurrent calls share one promise, even one that rejects', async () => {
  let made = 0;
  const get = memoize(async () => {
    made++;
    throw new Error('no');
  });
  expect((await Promise.allSettled([get(), get()])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  expect(made).toBe(1);
  await get().catch(() => {});
  expect(made).toBe(2);
});

test('each key has a promise of its own', async () => {
  const made: string[] = [];
  const get = memoizeByKey(async (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  expect(await Promise.all(['a', 'b', 'a'].map(get))).toEqual(['A', 'B', 'A']);
  expect(made).toEqual(['a', 'b']);
});
