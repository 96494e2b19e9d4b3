/** `GET /oembed`: how consumers embed a link of this site (oembed.com, version 1.0). */
import { html } from 'hono/html';
import * as v from 'valibot';
import { MAX_SIZE, usualSizeFor } from '../../picture/face-sizes.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { WorkerContext } from '../env.ts';
import { type OpenedFace, openFace } from '../face.ts';
import { faceText, SITE_NAME } from '../face-text.ts';
import { CACHE_DAY } from '../http/cache-control.ts';
import { Problem } from '../http/problem.ts';
import { tidyPath } from '../http/tidy-path.ts';
import { findCode } from '../links/store.ts';
import { route } from '../route.ts';
import { countSchema, pixelsSchema, urlSchema } from './answer-schemas.ts';

/** In pixels. A smaller frame is a nuisance, so the answer is a photo. */
const MIN_FRAME = 200;
const CACHE_SECONDS = 86_400;

/**
 * Consumers send whatever their theme computes: fractions, units, nothing, zero, or less where they know no limit. A percentage says
 * nothing of pixels.
 */
function room(what: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(-?\d{1,15}(\.\d{0,15})?(px|%)?)?$/i, 'has to be a number of pixels'),
      v.transform((text) => (text.endsWith('%') ? 0 : Number.parseFloat(text) || 0)),
      v.number(),
      v.description(`The ${what} that there is room for, in pixels; any, if it is below 1.`),
    ),
  );
}

/** The side of the frame or photo that fits, in pixels. */
function fittingSize(...rooms: readonly (number | undefined)[]): number {
  const limits = rooms.map((room = 0) => Math.floor(room)).filter((room) => room >= 1);
  return Math.min(...limits, MAX_SIZE);
}

const oembedAnswer = v.object({
  version: v.literal('1.0'),
  type: v.picklist(['rich', 'photo']),
  html: v.optional(v.pipe(v.string(), v.description('Of a rich answer: the frame.'))),
  url: v.optional(v.pipe(v.string(), v.url(), v.description('Of a photo: the picture.'))),
  width: pixelsSchema,
  height: pixelsSchema,
  title: v.string(),
  provider_name: v.string(),
  provider_url: urlSchema,
  cache_age: countSchema,
  thumbnail_url: urlSchema,
  thumbnail_width: pixelsSchema,
  thumbnail_height: pixelsSchema,
});

type OembedAnswer = v.InferOutput<typeof oembedAnswer>;

function notEmbeddable(detail: string, cause?: unknown): Problem {
  return new Problem('not-embeddable', detail, { cause });
}

/** The code that a link of this site stands for. */
async function codeOf(c: WorkerContext, link: string): Promise<string> {
  const url = URL.parse(link);
  const { host } = new URL(c.req.url);
  if (url === null || !/^https?:$/.test(url.protocol) || url.host !== host) {
    throw notEmbeddable(`The url is not a link of ${host}.`);
  }
  const [, kind, name, ...rest] = tidyPath(url.pathname).split('/');
  if (rest.length === 0 && name) {
    if (kind === 'f') {
      return name;
    }
    if (kind === 's') {
      return findCode(c.env.LINKS, name);
    }
  }
  throw notEmbeddable('The url is of this site, but does not lead to a face.');
}

/**
 * The face behind a link of this site.
 *
 * @throws Problem `not-embeddable` for all that cannot be embedded, whatever is wrong with it
 */
async function openLink(c: WorkerContext, link: string): Promise<OpenedFace & { readonly code: string }> {
  try {
    const code = await codeOf(c, link);
    const opened = await openFace(c.var.site, code);
    if (!isDrawable(opened.model)) {
      throw notEmbeddable(`${opened.model.id} is drawn on devices only.`);
    }
    return { ...opened, code };
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      throw notEmbeddable(error.message, error);
    }
    throw error;
  }
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** `<oembed>` with an element for each value. */
function toXml(answer: OembedAnswer): string {
  const escaped = (value: string | number | undefined) =>
    String(value).replace(/[&<>"]/g, (character) => XML_ENTITIES[character] ?? '');
  const elements = Object.entries(answer).map(([name, value]) => `  <${name}>${escaped(value)}</${name}>\n`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${elements.join('')}</oembed>\n`;
}

export const getOembed = route({
  method: 'get',
  path: '/oembed',
  anyOrigin: true,
  query: {
    url: v.pipe(
      v.string('has to be a link of this site'),
      v.maxLength(8192),
      v.description('A link of this site: /f/CODE or /s/ID.'),
    ),
    maxwidth: room('width'),
    maxheight: room('height'),
    format: v.optional(v.pipe(v.string(), v.description('json or xml.')), 'json'),
  },
  documentation: {
    summary: 'How to embed a link of this site: oEmbed 1.0, as JSON or XML.',
    answers: {
      200: {
        meaning: 'A frame, or a photo if there is little room.',
        types: ['application/json', 'text/xml'],
        schema: oembedAnswer,
      },
    },
    problems: ['invalid-request', 'not-embeddable', 'unsupported-format', 'links-unavailable'],
    exampleQuery: 'url=https://…/f/CODE',
  },
  async handle(c, { query: { url: link, maxwidth, maxheight, format } }) {
    if (format !== 'json' && format !== 'xml') {
      throw new Problem('unsupported-format', 'query.format: has to be json or xml.');
    }
    const opened = await openLink(c, link);
    const { code } = opened;
    const at = (path: string) => new URL(path, c.req.url).href;
    const size = fittingSize(maxwidth, maxheight);
    // Consumers show it `size` pixels wide. Only the usual sizes are drawn, so that there are few pictures to draw and to store.
    const picture = at(`/f/${code}.png?size=${usualSizeFor(size)}`);
    // Whoever asks is a program, whose readers have languages of their own.
    const { title } = faceText(opened, 'en');
    const frame = String(
      html`<iframe src="${at(`/embed/${code}`)}" width="${size}" height="${size}" title="${title}" loading="lazy" frameborder="0"></iframe>`,
    );
    const answer: OembedAnswer = {
      version: '1.0',
      ...(size < MIN_FRAME ? { type: 'photo', url: picture } : { type: 'rich', html: frame }),
      width: size,
      height: size,
      title,
      provider_name: SITE_NAME,
      provider_url: at('/'),
      cache_age: CACHE_SECONDS,
      thumbnail_url: picture,
      thumbnail_width: size,
      thumbnail_height: size,
    };
    const headers = { 'Cache-Control': CACHE_DAY };
    if (format === 'json') {
      return c.json(answer, 200, headers);
    }
    return c.body(toXml(answer), 200, { ...headers, 'Content-Type': 'text/xml; charset=utf-8' });
  },
});
