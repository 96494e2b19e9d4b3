/** Does work between the steps of a training now and then. */
export type Throttle = {
  /** Does the work if it is due; else nothing. */
  whenDue(work: () => Promise<void>): Promise<void>;
};

/**
 * @param interval the least time between two times, in milliseconds
 * @param share of all time that the work may take, about: 0 … 1
 */
export function createThrottle(interval: number, share: number): Throttle {
  let endedAt = performance.now();
  let took = 0;
  return {
    async whenDue(work) {
      const startedAt = performance.now();
      if (startedAt - endedAt > Math.max(interval, took / share)) {
        await work();
        endedAt = performance.now();
        took = endedAt - startedAt;
      }
    },
  };
}
