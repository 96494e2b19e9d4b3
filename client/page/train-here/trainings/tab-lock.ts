/** One tab trains at a time, so that two do not overwrite each other's checkpoints. */

/** As in the first release, so that a tab of an older build takes the same lock. */
const LOCK = 'dareka-lesson';
/** Longer than a tab that has just left the view may take to store its checkpoint, before it releases the lock (`session/training-worker.ts`). */
const PATIENCE_MS = 10_000;

function lockOf(id: string): string {
  return `dareka-training ${id}`;
}

/** Whether any tab has a training open, which would store it again after it was deleted. */
export async function isOpenInTab(id: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(id));
}

/** Another tab of the page is training. */
export class OtherTabError extends Error {}

/** Takes the lock until this worker ends. @param ids of the trainings that it opens @throws OtherTabError where another tab holds the lock */
export async function acquireTabLock(ids: readonly string[]): Promise<void> {
  // The DOM's types do not say that it is absent outside secure contexts.
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
  for (const id of ids) {
    void locks.request(lockOf(id), () => new Promise(() => {}));
  }
}
