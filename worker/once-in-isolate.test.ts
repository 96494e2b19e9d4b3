import { expect, test } from 'vitest';
import { onceInIsolate } from './once-in-isolate.ts';

test('each key is read once, and again after a failure', async () => {
  const reads: object[] = [];
  const open = onceInIsolate(async (key: { readonly name: string }) => {
    reads.push(key);
    if (reads.length === 1) {
      throw new Error('not yet');
    }
    return { opened: key.name };
  });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  await expect(open(a)).rejects.toThrow('not yet');
  const first = await open(a);
  expect(first).toEqual({ opened: 'a' });
  expect(await open(a)).toBe(first);
  expect(await open(b)).toEqual({ opened: 'b' });
  expect(reads).toEqual([a, a, b]);
});
