/** Files that were chosen, and cannot be read: moved or changed since, in a cloud and not on the device, or larger than a browser reads at once. */

/** What a browser throws for one, by the name of the exception. `AbortError` is Firefox's, for a file that is gone. */
const UNREADABLE = ['NotReadableError', 'NotFoundError', 'SecurityError', 'AbortError'];

export function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && UNREADABLE.includes(error.name);
}

/**
 * The first bytes of a file, at most so many. In Chromium a file that is gone has a size of 0, and no part of it fails to be read: only the whole does.
 * @throws DOMException where it cannot be read
 */
export function readHead(file: Blob, bytes: number): Promise<ArrayBuffer> {
  return (file.size > bytes ? file.slice(0, bytes) : file).arrayBuffer();
}
