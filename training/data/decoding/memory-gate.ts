/** Lets tasks run at the same time as long as what they need of memory, together, is within a bound. */

export type MemoryGate = {
  /**
   * Runs a task once there is room for it, in the order of the calls. A task that needs more than the bound runs alone.
   * @param bytes that the task needs
   * @param signal by whose abortion the task is not run any more, if its turn has not come
   * @throws the signal's reason
   */
  run<T>(bytes: number, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
};

/** @param bound of all tasks together, in bytes */
export function createMemoryGate(bound: number): MemoryGate {
  const waiting: { readonly bytes: number; readonly start: () => void }[] = [];
  let taken = 0;
  function startWaiting(): void {
    for (let next = waiting[0]; next && (taken === 0 || taken + next.bytes <= bound); next = waiting[0]) {
      waiting.shift();
      taken += next.bytes;
      next.start();
    }
  }
  return {
    async run(bytes, task, signal) {
      await new Promise<void>((start) => {
        waiting.push({ bytes, start });
        startWaiting();
      });
      try {
        signal?.throwIfAborted();
        return await task();
      } finally {
        taken -= bytes;
        startWaiting();
      }
    },
  };
}
