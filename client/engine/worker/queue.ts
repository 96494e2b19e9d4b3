/**
 * Runs one task at a time, since neither ONNX Runtime nor a GPU gains from two at once. The newest of the waiting tasks
 * runs first, because the user is looking at what was requested last.
 */
export type Queue = <T>(priority: number, task: () => Promise<T>) => Promise<T>;

/** For tasks that every call waits for, such as starting a model. */
export const HIGHEST = Number.POSITIVE_INFINITY;

/** For tasks that wait for every call, such as a measurement. */
export const LOWEST = Number.NEGATIVE_INFINITY;

/** A task's priority is the number of its call: the higher, the newer. Tasks of equal priority keep their order. */
export function createQueue(): Queue {
  const waiting: { priority: number; run: () => Promise<void> }[] = [];
  let running = false;

  async function next(): Promise<void> {
    if (running) {
      return;
    }
    const newest = waiting.reduce((best, { priority }) => Math.max(best, priority), Number.NEGATIVE_INFINITY);
    const [task] = waiting.splice(
      waiting.findIndex(({ priority }) => priority === newest),
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

  return (priority, task) =>
    new Promise((resolve, reject) => {
      waiting.push({ priority, run: () => task().then(resolve, reject) });
      void next();
    });
}
