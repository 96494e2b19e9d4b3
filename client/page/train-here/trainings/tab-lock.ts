/** One tab trains at a time, so that two do not overwrite each other's checkpoints. */

/** As in the first release, so that a tab of an older build takes the same lock. */
const LOCK = 'dareka-lesson';
/** Longer than a tab that has just left the view may take to store its checkpoint, before it releases the lock (`session/training-worker.ts`). */
const PATIENCE_MS = 10_000;

function lockOf(id: string): string {
  return `dareka-training ${id}`;
}

/** Whether any tab has a training open, which would store it again after it was deleted; false where the browser forbids to ask. */
export async function isOpenInTab(id: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  try {
    const { held = [] } = (await locks?.query()) ?? {};
    return held.some(({ name }) => name === lockOf(id));
  } catch (error) {
    console.info('dareka: whether another tab has a training open is not known:', error);
    return false;
  }
}

/** Another tab of the page is training. */
export class OtherTabError extends Error {}

/**
 * Takes the lock until this worker ends. Browsers that forbid storage forbid locks, too: then no tab stores a checkpoint, and none needs one.
 *
 * @param ids of the trainings that it opens
 * @throws OtherTabError where another tab holds the lock
 */
export async function acquireTabLock(ids: readonly string[]): Promise<void> {
  // The DOM's types do not say that it is absent outside secure contexts.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    return;
  }
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      const released = locks.request(LOCK, { signal }, () => {
        resolve();
        return new Promise(() => {});
      });
      released.catch(reject);
    });
  } catch (cause) {
    if (signal.aborted) {
      throw new OtherTabError('another tab of the page is training', { cause });
    }
    console.info('dareka: training without a lock:', cause);
    return;
  }
  for (const id of ids) {
    void locks.request(lockOf(id), () => new Promise(() => {}));
  }
}
