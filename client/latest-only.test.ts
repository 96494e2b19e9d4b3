import { expect, test } from 'vitest';
import { createLatestOnly } from './latest-only.ts';

/** Named tasks, each of which ends when the test says so. */
function controlledTasks() {
  const started: string[] = [];
  const signals = new Map<string, AbortSignal>();
  const ends = new Map<string, (error?: Error) => void>();
  function task(name: string): (signal: AbortSignal) => Promise<void> {
    return (signal) => {
      started.push(name);
      signals.set(name, signal);
      return new Promise((resolve, reject) =>
        ends.set(name, (error) => (error === undefined ? resolve() : reject(error))),
      );
    };
  }
  return { task, started, signals, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

test('while a task runs, only the latest of the other tasks waits', async () => {
  const { task, started, end } = controlledTasks();
  const latest = createLatestOnly();
  const done = latest.run(task('a'));
  await settled();
  void latest.run(task('b'));
  void latest.run(task('c'));
  end('a');
  await settled();
  expect(started).toEqual(['a', 'c']);
  end('c');
  await done;
});

test('a task that arrives just as the last one ends is run', async () => {
  const latest = createLatestOnly();
  const started: string[] = [];
  void latest
    .run(async () => void started.push('a'))
    .then(() => latest.run(async () => void started.push('b')));
  await settled();
  expect(started).toEqual(['a', 'b']);
});

test('an error rejects the promise, drops the waiting task, and does not stop later tasks', async () => {
  const { task, started, end } = controlledTasks();
  const latest = createLatestOnly();
  const failed = latest.run(task('a'));
  await settled();
  void latest.run(task('b')).catch(() => {});
  end('a', new Error('no'));
  await expect(failed).rejects.toThrow('no');
  void latest.run(task('c'));
  await settled();
  expect(started).toEqual(['a', 'c']);
});

test('stop aborts the running task, drops the waiting one, and lets the next one start at once', async () => {
  const { task, started, signals, end } = controlledTasks();
  const latest = createLatestOnly();
  const stopped = latest.run(task('a'));
  await settled();
  void latest.run(task('b'));
  latest.stop();
  void latest.run(task('c'));
  await settled();
  expect(started).toEqual(['a', 'c']);
  expect(signals.get('a')?.aborted).toBe(true);
  expect(signals.get('c')?.aborted).toBe(false);
  end('a', new Error('aborted'));
  await stopped;
});
