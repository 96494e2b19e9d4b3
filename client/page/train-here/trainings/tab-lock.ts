/** One tab trains at a time, so that two do not overwrite each other's checkpoint. */

/** The name that the first release used, so that tabs of an older build take the same lock. */
const LOCK = 'dareka-lesson';
/** A tab that has just left the view stores a checkpoint before it releases the lock, for which it is given five seconds. */
const PATIENCE_MS = 10_000;

function lockOf(id: string): string {
  return `dareka-training ${id}`;
}

/** Whether a training is open in a tab, whichever: what it learns would be stored again after it was deleted. */
export async function isOpenInTab(id: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(id));
}

/** Another tab of the page is training. */
export class OtherTabError extends Error {}

/** Takes the lock until this worker ends. @param ids of what it trains @throws OtherTabError where another tab keeps it */
export async function acquireTabLock(ids: readonly string[]): Promise<void> {
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
  for (const id of ids) {
    void locks.request(lockOf(id), () => new Promise(() => {}));
  }
}
