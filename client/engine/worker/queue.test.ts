import { expect, test } from 'vitest';
import { createMemory } from './memory.ts';
import { createQueue } from './queue.ts';

test('a queue runs tasks of one call one after the other, and goes on after one that fails', async () => {
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

test('of the tasks that wait, the newest goes first', async () => {
  const queue = createQueue();
  const log: number[] = [];
  await Promise.all([3, 1, 2, 9].map((rank) => queue(rank, async () => void log.push(rank))));
  expect(log).toEqual([3, 9, 2, 1]);
});

test('a memory makes each promise once, and forgets those that reject', async () => {
  const memory = createMemory<number>();
  let made = 0;
  const make = async () => ++made;
  expect(await memory('x', make)).toBe(1);
  expect(await memory('x', make)).toBe(1);
  const fail = async () => Promise.reject(new Error('no'));
  await expect(memory('y', fail)).rejects.toThrow('no');
  expect(await memory('y', make)).toBe(2);
});
