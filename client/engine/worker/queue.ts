/**
 * One task at a time, since neither ONNX Runtime nor a GPU gains from two at once, and of those that wait the newest
 * first: what was asked for last is what somebody is looking at.
 */
export type Queue = <T>(rank: number, task: () => Promise<T>) => Promise<T>;

/** The rank of what every call waits for, such as the start of a model. */
export const FOR_ALL = Number.POSITIVE_INFINITY;

/** The rank of what waits for every call, such as a measurement. */
export const LAST = Number.NEGATIVE_INFINITY;

/** A task's rank is the number of its call: the higher, the newer. Tasks of one rank keep their order. */
export function createQueue(): Queue {
  const waiting: { rank: number; run: () => Promise<void> }[] = [];
  let running = false;

  async function next(): Promise<void> {
    if (running) {
      return;
    }
    const newest = waiting.reduce((best, { rank }) => Math.max(best, rank), Number.NEGATIVE_INFINITY);
    const [task] = waiting.splice(
      waiting.findIndex(({ rank }) => rank === newest),
      1,
    );
    if (task === undefined) {
      return;
    }
    running = true;
    await task.run();
    running = false;
    void next();
  }

  return (rank, task) =>
    new Promise((resolve, reject) => {
      waiting.push({ rank, run: () => task().then(resolve, reject) });
      void next();
    });
}
