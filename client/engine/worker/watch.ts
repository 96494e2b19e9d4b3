/** Waits for a computation, or rejects when the GPU that it runs on is lost. */
export type Watch = <T>(running: Promise<T>) => Promise<T>;

/** How long after a computation broke off its device may be heard to be lost, which says more. */
const HEARD_MS = 250;

/** A computation whose device is lost may else wait for ever, or break off with whatever was its last call. */
export function watch(device: GPUDevice): Watch {
  const lost = device.lost.then(({ reason, message }): never => {
    throw new Error(`the GPU device was lost (${message || reason})`);
  });
  lost.catch(() => {});
  const heard = (error: unknown): Promise<never> =>
    Promise.race([lost, new Promise<never>((_, reject) => setTimeout(reject, HEARD_MS, error))]);
  return (running) => Promise.race([running.catch(heard), lost]);
}

/** Where there is nothing to lose. */
export const unwatched: Watch = (running) => running;
