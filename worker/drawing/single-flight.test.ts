import { expect, test } from 'vitest';
import { singleFlight } from './single-flight.ts';

const context = { waitUntil: () => undefined };

function forEver(): Promise<never> {
  return new Promise(() => undefined);
}

/** Lets everything happen that waits for nothing else. */
async function settle(): Promise<void> {
  await scheduler.wait(0);
}

/** Work that ends when the test says so, and how often it was begun. */
function heldWork() {
  const runs: PromiseWithResolvers<string>[] = [];
  return {
    runs,
    work: () => {
      const run = Promise.withResolvers<string>();
      runs.push(run);
      return run.promise;
    },
  };
}

test('requests for the same work share one run, errors too, which are forgotten', async () => {
  const { runs, work } = heldWork();
  const flight = singleFlight<string>({ patience: forEver });
  const shared = [1, 2, 3].map(() => flight('a', context, work));
  const other = flight('b', context, work);
  runs[0]?.resolve('done');
  runs[1]?.resolve('other');
  expect(await Promise.all([...shared, other])).toEqual(['done', 'done', 'done', 'other']);
  expect(runs).toHaveLength(2);

  const failing = [1, 2].map(() => flight('a', context, work));
  runs[2]?.reject(new Error('broken'));
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = flight('a', context, work);
  runs[3]?.resolve('mended');
  expect(await again).toBe('mended');
});

test('who waits for a request that is refused does the work itself, once for all who wait', async () => {
  const refused = new Error('refused');
  const { runs, work } = heldWork();
  const flight = singleFlight<string>({ isOwn: (error) => error === refused, patience: forEver });
  const first = flight('a', context, work);
  const others = [1, 2, 3].map(() => flight('a', context, work));
  runs[0]?.reject(refused);
  await expect(first).rejects.toBe(refused);
  await settle();
  expect(runs).toHaveLength(2);
  runs[1]?.resolve('done');
  expect(await Promise.all(others)).toEqual(['done', 'done', 'done']);
});

test('of all who have waited long enough one begins anew, and what is done first is for all', async () => {
  for (const done of [0, 1]) {
    const { runs, work } = heldWork();
    const enough = Promise.withResolvers<void>();
    let waits = 0;
    const flight = singleFlight<string>({
      patience: () => (waits++ < 19 ? enough.promise : forEver()),
    });
    const all = Array.from({ length: 20 }, () => flight('a', context, work));
    enough.resolve();
    await settle();
    expect(runs).toHaveLength(2);
    runs[done]?.resolve('done');
    // The request whose run never ends has no answer.
    const answered = done === 0 ? all : all.slice(1);
    expect(new Set(await Promise.all(answered))).toEqual(new Set(['done']));
  }
});
