/** Runs tasks one at a time. Of the tasks that wait, only the latest runs: a slider moves faster than a device draws. */

export type LatestOnly = {
  /**
   * Runs the task, unless a later one replaces it before its turn.
   *
   * @returns resolves when no task runs or waits; rejects with the error of a task, and then drops the one that waits
   */
  run(task: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Aborts the signal of the task that runs, and drops the one that waits. */
  stop(): void;
};

export function createLatestOnly(): LatestOnly {
  let waiting: ((signal: AbortSignal) => Promise<void>) | undefined;
  let running: Promise<void> | undefined;
  let abort = new AbortController();

  async function runAll(signal: AbortSignal): Promise<void> {
    // `running` is set by now, even if the task throws at once.
    await null;
    try {
      while (waiting !== undefined && !signal.aborted) {
        const task = waiting;
        waiting = undefined;
        await task(signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        waiting = undefined;
        throw error;
      }
    } finally {
      if (!signal.aborted) {
        running = undefined;
      }
    }
  }

  return {
    run(task) {
      waiting = task;
      running ??= runAll(abort.signal);
      return running;
    },
    stop() {
      abort.abort();
      abort = new AbortController();
      waiting = undefined;
      running = undefined;
    },
  };
}
