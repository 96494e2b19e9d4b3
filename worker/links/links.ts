/** `POST /api/links` and `GET /s/ID`: short links, a convenience. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { linkAnswer } from '../api/answers.ts';
import type { Edge, EdgeContext } from '../edge.ts';
import { codeSchema, LASTING, openFace } from '../faces.ts';
import { Problem } from '../problem.ts';
import { presented } from '../problem-page.ts';
import { openSite } from '../site.ts';
import { validate } from '../validate.ts';
import { ID } from './short-id.ts';
import { codeBehind, linkTo } from './store.ts';

/** In bytes: room for the longest code, and for JSON around it. */
export const LARGEST_BODY = 8192;

export const linkBody = v.strictObject({ code: codeSchema });

async function readJson(c: EdgeContext): Promise<unknown> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem('unsupported-media-type', `The Content-Type is "${type}", not application/json.`);
  }
  try {
    return await c.req.json();
  } catch (cause) {
    throw new Problem('invalid-request', 'body: is not JSON.', {
      extension: { errors: [{ where: 'body', detail: 'is not JSON' }] },
      cause,
    });
  }
}

async function allow(c: EdgeContext): Promise<void> {
  const outcome = await c.env.WRITES?.limit({ key: c.req.header('CF-Connecting-IP') ?? 'unknown' });
  if (outcome?.success === false) {
    throw new Problem('too-many-requests', 'This address has made too many links in a minute.', {
      headers: { 'Retry-After': '60' },
    });
  }
}

/** Reading a body stops at its limit, whatever its length is said to be. */
const limited = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: () => {
    throw new Problem('body-too-large', `The body has more than ${LARGEST_BODY} bytes.`);
  },
});

export const links = new Hono<Edge>().post('/', limited, async (c) => {
  const { code } = validate(linkBody, await readJson(c), 'body');
  await openFace(c.env.ASSETS, await openSite(c.env.ASSETS), code);
  await allow(c);
  const { id, created } = await linkTo(c.env.LINKS, code);
  const url = new URL(`/s/${id}`, c.req.url).href;
  const body: v.InferOutput<typeof linkAnswer> = { id, code, url };
  return c.json(body, created ? 201 : 200, { Location: url, 'Cache-Control': 'no-store' });
});

/**
 * The code behind the id of a short link.
 *
 * @throws Problem `unknown-link` or `links-unavailable`
 */
export async function codeOfLink(database: D1Database, id: string): Promise<string> {
  const code = ID.test(id) ? await codeBehind(database, id) : undefined;
  if (code === undefined) {
    throw new Problem('unknown-link', 'There is no short link with that id.');
  }
  return code;
}

export const shortLinks = new Hono<Edge>().get('/:id', presented, async (c) => {
  const code = await codeOfLink(c.env.LINKS, c.req.param('id'));
  c.header('Cache-Control', LASTING);
  return c.redirect(`/f/${code}`, 302);
});
