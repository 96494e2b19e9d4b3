/** `POST /api/links` and `GET /s/ID`: short links. Everything works without them. */
import * as v from 'valibot';
import { CODE_PROBLEMS, codeSchema, openFace } from '../face.ts';
import { limitBody } from '../http/body-limit.ts';
import { CACHE_DAY, NO_STORE } from '../http/cache-control.ts';
import { countAgainst } from '../http/rate-limit.ts';
import { LINK_ID } from '../links/short-id.ts';
import { findCode, findOrCreateLink } from '../links/store.ts';
import { answer, jsonAnswer, route } from '../route.ts';
import { urlSchema } from './answer-schemas.ts';

/** Room for the longest code, and for JSON around it. */
export const MAX_LINK_BODY_BYTES = 8192;

const linkAnswer = v.object({ id: v.pipe(v.string(), v.regex(LINK_ID)), code: codeSchema, url: urlSchema });

export const createLink = route({
  method: 'post',
  path: '/api/links',
  middleware: [limitBody(MAX_LINK_BODY_BYTES)],
  body: v.strictObject({ code: codeSchema }),
  documentation: {
    summary: 'A short link to a face; the same one for the same code. Scripts of other sites cannot use it.',
    answers: {
      201: { ...jsonAnswer('A new link.', linkAnswer), headers: ['Location'] },
      200: { ...jsonAnswer('The link that exists already.', linkAnswer), headers: ['Location'] },
    },
    problems: [
      ...CODE_PROBLEMS,
      'body-too-large',
      'unsupported-media-type',
      'too-many-requests',
      'links-unavailable',
    ],
    exampleBody: '{"code":"CODE"}',
  },
  async handle(c, { body: { code } }) {
    await openFace(c.var.site, code);
    const { WRITES, WRITES_IN_ALL } = c.env;
    await countAgainst(
      c,
      { perNetwork: WRITES, inAll: WRITES_IN_ALL },
      'Too many links were made in this minute, by your network or by all.',
    );
    const { id, created } = await findOrCreateLink(c.env.LINKS, code);
    const url = new URL(`/s/${id}`, c.req.url).href;
    const body: v.InferOutput<typeof linkAnswer> = { id, code, url };
    return c.json(body, created ? 201 : 200, { Location: url, 'Cache-Control': NO_STORE });
  },
});

export const followLink = route({
  method: 'get',
  path: '/s/:id',
  params: { id: v.pipe(v.string(), v.description('The id of a short link.')) },
  documentation: {
    summary: 'Where a short link leads.',
    answers: { 302: { ...answer('To /f/CODE.'), headers: ['Location'] } },
    problems: ['unknown-link', 'links-unavailable'],
  },
  async handle(c, { params: { id } }) {
    const code = await findCode(c.env.LINKS, id);
    c.header('Cache-Control', CACHE_DAY);
    return c.redirect(`/f/${code}`, 302);
  },
});
