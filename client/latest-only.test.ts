import { expect, test } from 'vitest';
import { createLatestOnly } from './latest-only.ts';

/** Tasks that end when they are told to, by name. */
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

test('while a task runs, only the latest of the others waits', async () => {
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

test('a task that comes in the moment in which the last one ends is run', async () => {
  const latest = createLatestOnly();
  const started: string[] = [];
  void latest
    .run(async () => void started.push('a'))
    .then(() => latest.run(async () => void started.push('b')));
  await settled();
  expect(started).toEqual(['a', 'b']);
});

test('an error rejects, drops the task that waits, and does not stop later ones', async () => {
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

test('stop aborts the task that runs, drops the one that waits, and lets the next begin at once', async () => {
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
