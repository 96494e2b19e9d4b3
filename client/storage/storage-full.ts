/**
 * Whether storing failed because storage is full; otherwise the browser forbids it, or storage is broken. The error need not be a DOMException:
 * since Chrome 138 it has an interface of its own.
 */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
