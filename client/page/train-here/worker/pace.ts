/** How often what a training does beside its steps is done, and how long it rests between them. */

/** Does work from time to time: after `interval` milliseconds at the earliest, and for at most about that share of the time. */
export function createPace(
  interval: number,
  share: number,
): { whenDue(work: () => Promise<void>): Promise<void> } {
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

/** A rest ends so soon after the page asks for something else. */
const NAP_MS = 40;

/** Rests until that moment, which may change meanwhile, as long as the training is wanted. */
export async function restUntil(moment: () => number, isWanted: () => boolean): Promise<void> {
  for (let left = moment() - performance.now(); left > 0 && isWanted(); left = moment() - performance.now()) {
    const nap = Math.min(NAP_MS, left);
    await new Promise((resolve) => setTimeout(resolve, nap));
  }
}
