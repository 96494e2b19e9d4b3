/** Requests to the site, each with a time limit and, where it fails, the reason. */
import { FaceError, type FaceFailure } from './failure.ts';
import { blockingDirective } from './policy.ts';

/** How long a small file may take, in milliseconds. */
export const REQUEST_LIMIT_MS = 30_000;

/**
 * Fetches a file, its body included, within the time limit.
 *
 * @param read reads the body
 * @throws FaceError of this kind
 */
export async function request<T>(
  url: string,
  kind: FaceFailure['kind'],
  read: (response: Response) => Promise<T>,
  init?: RequestInit,
): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), REQUEST_LIMIT_MS);
  try {
    const response = await fetch(url, { ...init, signal: abort.signal });
    if (!response.ok) {
      throw refusal(url, kind, response);
    }
    return await read(response);
  } catch (error) {
    throw error instanceof FaceError ? error : await unanswered(url, kind, error, abort.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(url: string, kind: FaceFailure['kind'], { status, headers }: Response): FaceError {
  const message = `${url} could not be fetched: status ${status}`;
  return new FaceError(kind, message, {
    reason: 'refused',
    status,
    retryAfter: waitOf(headers.get('Retry-After')),
  });
}

/** `Retry-After` in milliseconds: a number of seconds or a date (RFC 9110, section 10.2.3). */
function waitOf(header: string | null): number | null {
  const wait = header === null ? Number.NaN : Number(header) * 1000 || Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

/** The error of a URL that gave no answer. */
export async function unanswered(
  url: string,
  kind: FaceFailure['kind'],
  cause: unknown,
  timedOut = false,
): Promise<FaceError> {
  const failed = (why: string, reason: FaceError['reason']) =>
    new FaceError(kind, `${url} could not be fetched: ${why}`, { reason, cause });
  if (timedOut) {
    return failed(`no answer within ${REQUEST_LIMIT_MS / 1000} seconds`, 'timeout');
  }
  const directive = await blockingDirective(url);
  if (directive !== null) {
    return failed(`the page's policy forbids it (${directive})`, 'policy');
  }
  return navigator.onLine
    ? failed(String(cause), 'unreachable')
    : failed('the browser is offline', 'offline');
}
