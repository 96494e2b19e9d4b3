/**
 * Whether storing failed because storage is full; otherwise the browser forbids it, or storage is broken. Also where the error is an interface of
 * its own, and no longer a DOMException (Chrome 138).
 */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
