/** The metrics of steps that a device has been told to take. They are read while it takes the next steps, so that it need not wait. */
import type { Metrics } from '../../gan/step.ts';

export type PendingMetrics = {
  /** An error of the step is thrown by `read`. */
  add(step: number, metrics: Promise<Metrics>): void;
  /** Reads those of all steps but the last `kept`, in order, as soon as each is there. */
  read(kept: number): Promise<void>;
  /** Forgets all of them. */
  clear(): void;
};

/** @param note called with the metrics of each step; its errors are thrown by `read` */
export function pendingMetrics(note: (step: number, metrics: Metrics) => void): PendingMetrics {
  const pending: { readonly step: number; readonly metrics: Promise<Metrics> }[] = [];
  return {
    add(step, metrics) {
      metrics.catch(() => {});
      pending.push({ step, metrics });
    },
    async read(kept) {
      while (pending.length > kept) {
        const [{ step, metrics }] = pending.splice(0, 1) as [(typeof pending)[number]];
        note(step, await metrics);
      }
    },
    clear() {
      pending.length = 0;
    },
  };
}
