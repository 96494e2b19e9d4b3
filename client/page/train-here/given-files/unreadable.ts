/** Files that were chosen and cannot be read: they were moved or changed since, are in a cloud and not on the device, or too large for a browser. */

/** The names of the exceptions that browsers throw for them. `AbortError` is Firefox's, for a file that is gone. */
const UNREADABLE = ['NotReadableError', 'NotFoundError', 'SecurityError', 'AbortError'];

export function isUnreadable(error: unknown): boolean {
  return error instanceof DOMException && UNREADABLE.includes(error.name);
}

/**
 * The first bytes of a file. A file of no more bytes is read as a whole: in Chromium a file that is gone has a size of 0, and only reading the whole
 * of it fails, not reading a part.
 *
 * @param bytes at most so many are read
 * @throws DOMException where it cannot be read
 */
export function readHead(file: Blob, bytes: number): Promise<ArrayBuffer> {
  return (file.size > bytes ? file.slice(0, bytes) : file).arrayBuffer();
}
