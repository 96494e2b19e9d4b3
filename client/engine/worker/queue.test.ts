import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

test('a queue runs the tasks of one call in order, and continues after one that fails', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === 'b') {
      throw new Error('b failed');
    }
    return name;
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => queue(1, task(name))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('the newest of the waiting tasks runs first', async () => {
  const queue = createQueue();
  const log: number[] = [];
  await Promise.all([3, 1, 2, 9].map((priority) => queue(priority, async () => void log.push(priority))));
  expect(log).toEqual([3, 9, 2, 1]);
});
