/** Files that were chosen, and cannot be read: moved or changed since, in a cloud and not on the device, or larger than a browser reads at once. */

/** What a browser throws for one, by the name of the exception. */
const UNREADABLE = ['NotReadableError', 'NotFoundError', 'SecurityError'];

export function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && UNREADABLE.includes(error.name);
}
