/**
 * Drawn pictures, in the cache of the data centre and, if it is bound, in R2, which all data centres share. Both are
 * best effort: without them a picture is drawn again.
 */
import type { PictureOrigin, WorkerContext } from '../env.ts';
import { CACHE_YEAR } from '../http/cache-control.ts';
import { notModified } from '../http/entity-tag.ts';
import { Problem } from '../http/problem.ts';
import { countAgainst } from '../http/rate-limit.ts';
import { log } from '../log.ts';
import { singleFlight } from './single-flight.ts';

/** Values of the Cache-Status header (RFC 9211). */
const CACHE_STATUS: Readonly<Record<PictureOrigin, string>> = {
  cache: 'dareka; hit',
  store: 'dareka; fwd=miss; detail=store',
  drawn: 'dareka; fwd=miss; stored',
  joined: 'dareka; fwd=miss; collapsed',
};

type Picture = { readonly bytes: ArrayBuffer; readonly origin: PictureOrigin };

export type PictureEntry = {
  /** The same for every request for the picture, such as `CODE.png?size=512`. */
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** Of all that decides how it is drawn. */
  readonly hash: string;
  /** Whether to store it in R2, which forgets nothing: only for the few pictures of a face that many ask for. */
  readonly inR2: boolean;
};

/** The limits of a request that begins to draw are not those of the requests that wait for it. */
const flight = singleFlight<Picture>({
  isOwn: (error) => error instanceof Problem && error.problem === 'too-many-requests',
});

/**
 * The answer to a request for a picture.
 *
 * @param draw gives the bytes of the file; called only if no cache has them
 * @param headers beside those of every picture, or in their place
 * @throws what `draw` throws, and Problem `too-many-requests` if this client has had too many drawn
 */
export async function servePicture(
  c: WorkerContext,
  entry: PictureEntry,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { name, type } = entry;
  // Strong: the hash is of all that decides its bytes.
  const tag = `"${versionOf(entry)}-${name.replaceAll(/[^\w.-]/g, '-')}"`;
  const validators = { 'Cache-Control': CACHE_YEAR, ETag: tag, ...headers };
  const unchanged = notModified(c.req.raw, validators);
  if (unchanged !== undefined) {
    return unchanged;
  }
  const { bytes, origin } = await find(c, entry, draw);
  return new Response(bytes, {
    headers: {
      ...validators,
      'Content-Type': type,
      'Content-Length': String(bytes.byteLength),
      'Cache-Status': CACHE_STATUS[origin],
    },
  });
}

/**
 * The bytes of a picture that is a part of an answer.
 *
 * @throws as `servePicture`
 */
export async function readPicture(
  c: WorkerContext,
  entry: PictureEntry,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array> {
  return new Uint8Array((await find(c, entry, draw)).bytes);
}

/** The part of the hash that stands in cache keys and entity tags. */
function versionOf({ hash }: PictureEntry): string {
  return hash.slice(0, 16);
}

/** Finds or draws the picture, and notes for the log where it came from. */
async function find(
  c: WorkerContext,
  entry: PictureEntry,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Picture> {
  const key = new URL(`/pictures/${versionOf(entry)}/${entry.name}`, c.req.url).href;
  const picture = await findOrDraw(c, key, entry, draw);
  c.set('pictureOrigin', picture.origin);
  return picture;
}

async function findOrDraw(
  c: WorkerContext,
  key: string,
  { type, inR2 }: PictureEntry,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Picture> {
  const cached = await caches.default.match(key).catch(() => undefined);
  if (cached !== undefined) {
    return { bytes: await cached.arrayBuffer(), origin: 'cache' };
  }
  let began = false;
  const picture = await flight(key, c.executionCtx, async () => {
    began = true;
    const bucket = inR2 ? c.env.PICTURES : undefined;
    const stored = await bucket?.get(key).catch(failed('reading from R2'));
    if (stored) {
      return store(c, bucket, key, type, { bytes: await stored.arrayBuffer(), origin: 'store' });
    }
    const { RENDERS, RENDERS_IN_ALL } = c.env;
    await countAgainst(
      c,
      { perNetwork: RENDERS, inAll: RENDERS_IN_ALL },
      'Too many new pictures were drawn in this minute, for your network or for all.',
    );
    return store(c, bucket, key, type, { bytes: (await draw()).buffer, origin: 'drawn' });
  });
  return began ? picture : { ...picture, origin: 'joined' };
}

/** Stores a picture in each cache that lacks it. Concurrent requests wait for that, so that later ones find it. */
async function store(
  c: WorkerContext,
  bucket: R2Bucket | undefined,
  key: string,
  type: string,
  picture: Picture,
): Promise<Picture> {
  const headers = { 'Content-Type': type, 'Cache-Control': CACHE_YEAR };
  const cached = caches.default
    .put(key, new Response(picture.bytes, { headers }))
    .catch(failed('writing to the cache'));
  if (picture.origin === 'drawn') {
    const stored = bucket?.put(key, picture.bytes, { httpMetadata: { contentType: type } });
    if (stored) {
      c.executionCtx.waitUntil(stored.catch(failed('writing to R2')));
    }
  }
  await cached;
  return picture;
}

function failed(what: string): (error: unknown) => undefined {
  return (error) => {
    log('warn', { event: 'picture-not-stored', what, error: String(error) });
    return undefined;
  };
}
