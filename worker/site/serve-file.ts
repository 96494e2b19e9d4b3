/**
 * Serves stored files: conditional requests, byte ranges, and the content coding that suits the client.
 *
 * A range is always a range of the file without a coding: clients could not combine ranges of different codings.
 */

import type { WorkerContext } from '../env.ts';
import { chooseCoding, clientAcceptEncoding } from '../http/content-coding.ts';
import { listsTag, notModified } from '../http/entity-tag.ts';
import { Problem } from '../http/problem.ts';
import { type ByteRange, parseRange, sliceStream } from '../http/range.ts';
import { type BuiltSite, readAsset, streamFile } from './built-site.ts';
import { CODING_SUFFIX, type ContentCoding, type Representation, type StoredFile } from './catalog.ts';

/** Which form and part of a file a request gets. */
type Selection = {
  readonly coding: ContentCoding | 'identity';
  readonly representation: Representation;
  readonly range: ByteRange | 'unsatisfiable' | undefined;
};

function entityTag({ sha256 }: Representation): string {
  return `"${sha256}"`;
}

/** The range that the request asks for, or `undefined` for the whole file (RFC 9110, sections 14.2 and 13.1.5). */
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
  const coding = chooseCoding(clientAcceptEncoding(request), file.encoded);
  const encoded = coding === 'identity' ? undefined : file.encoded[coding];
  if (encoded === undefined) {
    return { coding: 'identity', representation: file, range };
  }
  return { coding, representation: encoded, range };
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
  site: BuiltSite,
  path: string,
  file: StoredFile,
  { coding, range }: Selection,
): Promise<ReadableStream<Uint8Array> | undefined> {
  if (coding !== 'identity') {
    return readAsset(site.assets, path + CODING_SUFFIX[coding]);
  }
  const whole = await streamFile(site, path);
  // A stream of known length, so that the answer has a Content-Length and is not sent in chunks.
  if (typeof range === 'object') {
    return whole?.pipeThrough(sliceStream(range)).pipeThrough(new FixedLengthStream(range.length));
  }
  return file.plain ? whole : whole?.pipeThrough(new FixedLengthStream(file.bytes));
}

/**
 * The answer to a GET or HEAD request for a stored file.
 *
 * @param path in dist/site
 * @param cacheControl the value of the Cache-Control header
 * @throws Problem `not-found`, `precondition-failed` or `unsatisfiable-range`
 */
export async function serveFile(c: WorkerContext, path: string, cacheControl: string): Promise<Response> {
  const { site } = c.var;
  const file = site.files.get(path);
  if (file === undefined) {
    throw new Problem('not-found', `There is no file ${c.req.path}.`);
  }
  const request = c.req.raw;
  const selection = select(request, file);
  const tag = entityTag(selection.representation);
  const validators = { 'Cache-Control': cacheControl, ETag: tag, Vary: 'Accept-Encoding' };

  const match = request.headers.get('If-Match');
  if (match !== null && !listsTag(match, tag, 'strong')) {
    throw new Problem('precondition-failed', `The entity tag of ${c.req.path} is ${tag}.`);
  }
  const unchanged = notModified(request, validators);
  if (unchanged !== undefined) {
    return unchanged;
  }
  if (selection.range === 'unsatisfiable') {
    throw new Problem('unsatisfiable-range', `${c.req.path} has ${file.bytes} bytes.`, {
      headers: { 'Content-Range': `bytes */${file.bytes}` },
    });
  }
  // Hono answers HEAD by dropping the body of GET. Here the body is not even read.
  const body = request.method === 'HEAD' ? null : await fileBody(site, path, file, selection);
  return new Response(body, {
    status: selection.range === undefined ? 200 : 206,
    headers: { ...validators, ...fileHeaders(file, selection) },
    // The body is in its coding already.
    encodeBody: 'manual',
  });
}
