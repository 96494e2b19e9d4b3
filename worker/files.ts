/**
 * Serves stored files: conditional requests, byte ranges, and the content coding that suits the client.
 *
 * A range is always one of the file's own bytes. Each coding is another sequence of bytes, whose ranges nobody
 * could put together with those of the file, so the two are never mixed.
 */
import { type Coding, type Representation, type StoredFile, SUFFIX } from './catalog.ts';
import type { EdgeContext } from './edge.ts';
import { acceptEncodingOf, chooseCoding } from './encoding.ts';
import { Problem } from './problem.ts';
import { type ByteRange, parseRange, slice } from './range.ts';
import { fetchPlain, fetchStored, type Site } from './site.ts';

/** For what never changes under its path. `no-transform`: these bytes are what their entity tag says. */
export const IMMUTABLE = 'public, max-age=31536000, immutable, no-transform';

/** For what the next deployment may change, and other sites wait for: at most an hour old, and a day while it is renewed. */
export const FLOATING = 'public, max-age=3600, stale-while-revalidate=86400, no-transform';

/** For what the next deployment may change: kept, but asked for each time. */
export const REVALIDATE = 'public, no-cache';

/** What of a file a request gets. */
type Selection = {
  readonly coding: Coding | 'identity';
  readonly representation: Representation;
  readonly range: ByteRange | 'unsatisfiable' | undefined;
};

function entityTag({ sha256 }: Representation): string {
  return `"${sha256}"`;
}

/** The range that the request asks for, where it is to have one (RFC 9110, sections 14.2 and 13.1.5). */
function rangeOf(request: Request, file: StoredFile): Selection['range'] {
  const header = request.headers.get('Range');
  if (header === null || request.method !== 'GET') {
    return undefined;
  }
  const condition = request.headers.get('If-Range');
  if (condition !== null && condition.trim() !== entityTag(file)) {
    return undefined;
  }
  return parseRange(header, file.bytes);
}

function select(request: Request, file: StoredFile): Selection {
  const range = rangeOf(request, file);
  if (range !== undefined) {
    return { coding: 'identity', representation: file, range };
  }
  const coding = chooseCoding(acceptEncodingOf(request), file.encoded);
  const encoded = coding === 'identity' ? undefined : file.encoded[coding];
  if (encoded === undefined) {
    return { coding: 'identity', representation: file, range };
  }
  return { coding, representation: encoded, range };
}

/** Whether a list of entity tags, as in If-None-Match, names this one. */
function names(list: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  return list
    .split(',')
    .map((item) => item.trim())
    .some((item) => item === '*' || item === tag || (comparison === 'weak' && item === `W/${tag}`));
}

function fileHeaders(file: StoredFile, { coding, representation, range }: Selection): Record<string, string> {
  const own = { 'Content-Type': file.type, 'Accept-Ranges': 'bytes' };
  if (typeof range === 'object') {
    const last = range.start + range.length - 1;
    return {
      ...own,
      'Content-Length': String(range.length),
      'Content-Range': `bytes ${range.start}-${last}/${file.bytes}`,
    };
  }
  const length = { 'Content-Length': String(representation.bytes) };
  return coding === 'identity' ? { ...own, ...length } : { ...own, ...length, 'Content-Encoding': coding };
}

async function fileBody(
  assets: Fetcher,
  path: string,
  file: StoredFile,
  { coding, range }: Selection,
): Promise<ReadableStream<Uint8Array>> {
  if (coding !== 'identity') {
    return fetchStored(assets, path + SUFFIX[coding]);
  }
  const whole = await fetchPlain(assets, path, file);
  // A stream of known length, so that the answer has a Content-Length and is not sent in chunks.
  if (typeof range === 'object') {
    return whole.pipeThrough(slice(range)).pipeThrough(new FixedLengthStream(range.length));
  }
  return file.plain ? whole : whole.pipeThrough(new FixedLengthStream(file.bytes));
}

/**
 * The answer to a GET or HEAD request for a stored file.
 *
 * @param path in dist/site
 * @param cacheControl IMMUTABLE or REVALIDATE
 * @throws Problem `not-found`, `precondition-failed` or `unsatisfiable-range`
 */
export async function serveFile(
  c: EdgeContext,
  site: Site,
  path: string,
  cacheControl: string,
): Promise<Response> {
  const file = site.files.get(path);
  if (file === undefined) {
    throw new Problem('not-found', `There is no file ${c.req.path}.`);
  }
  const request = c.req.raw;
  const selection = select(request, file);
  const tag = entityTag(selection.representation);
  const known = { 'Cache-Control': cacheControl, ETag: tag, Vary: 'Accept-Encoding' };

  const match = request.headers.get('If-Match');
  if (match !== null && !names(match, tag, 'strong')) {
    throw new Problem('precondition-failed', `The entity tag of ${c.req.path} is ${tag}.`);
  }
  const noneMatch = request.headers.get('If-None-Match');
  if (noneMatch !== null && names(noneMatch, tag, 'weak')) {
    return new Response(null, { status: 304, headers: known });
  }
  if (selection.range === 'unsatisfiable') {
    throw new Problem('unsatisfiable-range', `${c.req.path} has ${file.bytes} bytes.`, {
      headers: { 'Content-Range': `bytes */${file.bytes}` },
    });
  }
  const init: ResponseInit = {
    status: selection.range === undefined ? 200 : 206,
    headers: { ...known, ...fileHeaders(file, selection) },
    // The body is in its coding already.
    encodeBody: 'manual',
  };
  if (request.method === 'HEAD') {
    return new Response(null, init);
  }
  return new Response(await fileBody(c.env.ASSETS, path, file, selection), init);
}
