import { expect, test } from 'vitest';
import { createMemory } from './memory.ts';
import { createQueue } from './queue.ts';

test('a queue runs one task after the other, and goes on after one that fails', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => queue(task(name))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
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
