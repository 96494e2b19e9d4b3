/** One tab trains at a time, so that two do not overwrite each other's checkpoint. */

/** The name that the first release used, so that tabs of an older build take the same lock. */
const LOCK = 'dareka-lesson';
/** A tab that has just left the view stores a checkpoint before it releases the lock, for which it is given five seconds. */
const PATIENCE_MS = 10_000;

/** Another tab of the page is training. */
export class OtherTabError extends Error {}

/** Takes the lock until this worker ends. @throws OtherTabError where another tab keeps it */
export async function acquireTabLock(): Promise<void> {
  // Absent outside secure contexts, whatever the DOM's types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const released = locks.request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
      resolve();
      return new Promise(() => {});
    });
    released.catch(reject);
  }).catch((cause: unknown) => {
    throw new OtherTabError('another tab of the page is training', { cause });
  });
}
