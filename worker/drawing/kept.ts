/**
 * Pictures that were drawn once, for ever: in the cache of the data centre, and in R2 where it is bound, which all data
 * centres share. Both are best effort: without them a picture is drawn again.
 */
import type { EdgeContext } from '../edge.ts';
import { IMMUTABLE } from '../files.ts';
import { log } from '../log.ts';
import { Problem } from '../problem.ts';
import { singleFlight } from './single-flight.ts';

const TYPE = 'image/png';

/** Part of every key. What is drawn for a key never changes: whoever changes what is drawn has to change this. */
const EDITION = '2';

/** Where a picture came from; RFC 9211 has the words for the Cache-Status header. */
type Origin = 'cache' | 'store' | 'drawn' | 'joined';
const CACHE_STATUS: Readonly<Record<Origin, string>> = {
  cache: 'dareka; hit',
  store: 'dareka; fwd=miss; detail=store',
  drawn: 'dareka; fwd=miss; stored',
  joined: 'dareka; fwd=miss; collapsed',
};

type Kept = { readonly bytes: ArrayBuffer; readonly origin: Origin };

const flight = singleFlight<Kept>();

/**
 * The answer to a request for a picture.
 *
 * @param name of the picture, the same for every request for it, such as `CODE.png?size=512`
 * @param draw gives the bytes of the PNG; called only where nobody has drawn it yet
 * @throws what `draw` throws, and Problem `too-many-requests` where this client has had too many drawn
 */
export async function servePicture(
  c: EdgeContext,
  name: string,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Response> {
  // The pixels are the same whoever draws them; how another version of zlib packs them may not be, hence weak.
  const tag = `W/"${EDITION}-${name.replaceAll(/[^\w.-]/g, '-')}"`;
  const headers = { 'Cache-Control': IMMUTABLE, ETag: tag };
  const known = c.req.header('If-None-Match');
  if (known !== undefined && (known === '*' || known.split(',').some((item) => item.trim() === tag))) {
    return new Response(null, { status: 304, headers });
  }
  const { bytes, origin } = await find(c, name, draw);
  c.set('picture', origin);
  return new Response(c.req.method === 'HEAD' ? null : bytes, {
    headers: {
      ...headers,
      'Content-Type': TYPE,
      'Content-Length': String(bytes.byteLength),
      'Cache-Status': CACHE_STATUS[origin],
    },
  });
}

async function find(
  c: EdgeContext,
  name: string,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Kept> {
  const key = new URL(`/kept/${EDITION}/${name}`, c.req.url).href;
  const cached = await caches.default.match(key).catch(() => undefined);
  if (cached !== undefined) {
    return { bytes: await cached.arrayBuffer(), origin: 'cache' };
  }
  let began = false;
  const kept = await flight(key, c.executionCtx, async () => {
    began = true;
    const stored = await c.env.PICTURES?.get(key).catch(failed('reading from R2'));
    if (stored) {
      return keep(c, key, { bytes: await stored.arrayBuffer(), origin: 'store' });
    }
    await allow(c);
    return keep(c, key, { bytes: (await draw()).buffer, origin: 'drawn' });
  });
  return began ? kept : { ...kept, origin: 'joined' };
}

async function allow(c: EdgeContext): Promise<void> {
  const client = c.req.header('CF-Connecting-IP') ?? 'unknown';
  const outcome = await c.env.RENDERS?.limit({ key: client });
  if (outcome?.success === false) {
    throw new Problem('too-many-requests', 'This address has had too many new pictures drawn in a minute.', {
      headers: { 'Retry-After': '60' },
    });
  }
}

/** Puts it where it was missing. Whoever asks meanwhile waits for that, and so finds it there afterwards. */
async function keep(c: EdgeContext, key: string, kept: Kept): Promise<Kept> {
  const headers = { 'Content-Type': TYPE, 'Cache-Control': IMMUTABLE };
  const cached = caches.default
    .put(key, new Response(kept.bytes, { headers }))
    .catch(failed('writing to the cache'));
  if (kept.origin === 'drawn') {
    const stored = c.env.PICTURES?.put(key, kept.bytes, { httpMetadata: { contentType: TYPE } });
    if (stored) {
      c.executionCtx.waitUntil(stored.catch(failed('writing to R2')));
    }
  }
  await cached;
  return kept;
}

function failed(what: string): (error: unknown) => undefined {
  return (error) => {
    log('warn', { event: 'picture-not-kept', what, error: String(error) });
    return undefined;
  };
}
