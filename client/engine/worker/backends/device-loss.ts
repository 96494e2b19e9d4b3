/** Waits for a computation on a GPU, and rejects when its device is lost. */
export type LossGuard = <T>(running: Promise<T>) => Promise<T>;

/** How long to wait after a failed computation for the report that its device was lost, an error that says more. */
const REPORT_MS = 250;

/** Without this guard, a computation whose device is lost may never settle, or reject with the error of a later call. */
export function guardAgainstLoss(device: GPUDevice): LossGuard {
  const lost = device.lost.then(({ reason, message }): never => {
    throw new Error(`the GPU device was lost (${message || reason})`);
  });
  lost.catch(() => {});
  const lossOr = (error: unknown): Promise<never> =>
    Promise.race([lost, new Promise<never>((_, reject) => setTimeout(reject, REPORT_MS, error))]);
  return (running) => Promise.race([running.catch(lossOr), lost]);
}

/** For computations that use no device. */
export const unguarded: LossGuard = (running) => running;
