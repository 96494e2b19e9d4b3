/** `GET /oembed`: how consumers embed a link of this site (oembed.com, version 1.0). */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { oembedAnswer } from '../api/answers.ts';
import { isDrawable } from '../drawing/generators.ts';
import { LARGEST_SIZE, LEAST_SIZE } from '../drawing/sizes.ts';
import type { Edge, EdgeContext } from '../edge.ts';
import { LASTING, openFace } from '../faces.ts';
import { codeOfLink } from '../links/links.ts';
import { Problem } from '../problem.ts';
import { openSite, type Site } from '../site.ts';
import { queryOf, validate, wholeNumber } from '../validate.ts';
import { SITE_NAME, TITLE } from './words.ts';

/** Below it a frame is a nuisance, and the answer is a photo. */
const LEAST_FRAME = 200;
const LARGEST = 999_999_999;
const CACHE_SECONDS = 86_400;

function edge(what: string) {
  return v.optional(
    v.pipe(wholeNumber(LEAST_SIZE, LARGEST), v.description(`The ${what} that there is room for, in pixels.`)),
  );
}

export const oembedQuery = v.strictObject({
  url: v.pipe(
    v.string('has to be a link of this site'),
    v.maxLength(8192),
    v.description('A link of this site: /f/CODE or /s/ID.'),
  ),
  maxwidth: edge('width'),
  maxheight: edge('height'),
  format: v.optional(v.pipe(v.string(), v.description('json or xml.')), 'json'),
});

type Answer = v.InferOutput<typeof oembedAnswer>;

function unknownUrl(detail: string, cause?: unknown): Problem {
  return new Problem('not-embeddable', detail, { cause });
}

/** The code that a link of this site stands for. */
async function codeOf(c: EdgeContext, link: string): Promise<string> {
  const url = URL.parse(link);
  const { host } = new URL(c.req.url);
  if (url === null || !/^https?:$/.test(url.protocol) || url.host !== host) {
    throw unknownUrl(`The url is no link of ${host}.`);
  }
  const [, kind, name, ...rest] = url.pathname.split('/');
  if (rest.length === 0 && name) {
    if (kind === 'f') {
      return name;
    }
    if (kind === 's') {
      return codeOfLink(c.env.LINKS, name);
    }
  }
  throw unknownUrl('The url is of this site, but no link to a face.');
}

/** What there is no embedding of is "not found" to oEmbed, whatever is wrong with it. */
async function openLink(c: EdgeContext, site: Site, link: string) {
  try {
    const code = await codeOf(c, link);
    const { model } = await openFace(c.env.ASSETS, site, code);
    if (!isDrawable(model)) {
      throw unknownUrl(`${model.id} is drawn on devices only.`);
    }
    return { code, model };
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      throw unknownUrl(error.message, error);
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
function toXml(answer: Answer): string {
  const escaped = (value: string | number | undefined) =>
    String(value).replace(/[&<>"]/g, (character) => XML_ENTITIES[character] ?? '');
  const elements = Object.entries(answer).map(([name, value]) => `  <${name}>${escaped(value)}</${name}>\n`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${elements.join('')}</oembed>\n`;
}

export const oembed = new Hono<Edge>().get('/', async (c) => {
  const { url: link, maxwidth, maxheight, format } = validate(oembedQuery, queryOf(c), 'query');
  if (format !== 'json' && format !== 'xml') {
    throw new Problem('unsupported-format', 'query.format: has to be json or xml.');
  }
  const { code } = await openLink(c, await openSite(c.env.ASSETS), link);
  const at = (path: string) => new URL(path, c.req.url).href;
  const size = Math.min(maxwidth ?? LARGEST_SIZE, maxheight ?? LARGEST_SIZE, LARGEST_SIZE);
  const picture = at(`/f/${code}.png?size=${size}`);
  const frame = `<iframe src="${at(`/embed/${code}`)}" width="${size}" height="${size}" title="${TITLE}" loading="lazy" frameborder="0"></iframe>`;
  const answer: Answer = {
    version: '1.0',
    ...(size < LEAST_FRAME ? { type: 'photo', url: picture } : { type: 'rich', html: frame }),
    width: size,
    height: size,
    title: TITLE,
    provider_name: SITE_NAME,
    provider_url: at('/'),
    cache_age: CACHE_SECONDS,
    thumbnail_url: picture,
    thumbnail_width: size,
    thumbnail_height: size,
  };
  const headers = { 'Cache-Control': LASTING };
  if (format === 'json') {
    return c.json(answer, 200, headers);
  }
  return c.body(toXml(answer), 200, { ...headers, 'Content-Type': 'text/xml; charset=utf-8' });
});
