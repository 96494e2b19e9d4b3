import { expect, it } from 'vitest';
import { createMemoryGate } from './memory-gate.ts';

it('tasks run in the order of the calls, as many as fit, and one that is too large runs alone', async () => {
  const gate = createMemoryGate(10);
  const running = new Set<number>();
  const started: number[] = [];
  let together = 0;
  const sizes = [6, 4, 5, 25, 1, 9, 3];
  await Promise.all(
    sizes.map((bytes) =>
      gate.run(bytes, async () => {
        started.push(bytes);
        running.add(bytes);
        together = Math.max(together, running.size);
        const sum = [...running].reduce((total, each) => total + each, 0);
        expect(sum <= 10 || running.size === 1, `${[...running]}`).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, bytes));
        running.delete(bytes);
      }),
    ),
  );
  expect(started).toEqual(sizes);
  expect(together).toBe(2);
});

it('a task that fails gives its room back', async () => {
  const gate = createMemoryGate(10);
  await expect(gate.run(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.run(10, async () => 'next')).toBe('next');
});

it('a task that waits is not run once its signal is aborted', async () => {
  const gate = createMemoryGate(10);
  const stopping = new AbortController();
  const first = gate.run(10, async () => stopping.abort(new Error('stopped')), stopping.signal);
  await expect(gate.run(10, async () => 'late', stopping.signal)).rejects.toThrow('stopped');
  await first;
});
