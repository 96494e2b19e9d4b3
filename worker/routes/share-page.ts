/** `GET /f/CODE`: the page, with the face in it before any script has run, and what links unfurl to. */
import { html } from 'hono/html';
import { CARD } from '../drawing/card.ts';
import { isDrawable } from '../drawing/generators.ts';
import { MAX_SIZE } from '../drawing/sizes.ts';
import type { WorkerContext } from '../env.ts';
import { CODE_PROBLEMS, codeSchema, type OpenedFace, openFace } from '../face.ts';
import { describeFace, FACE_ALT, FACE_TITLE, SITE_NAME } from '../face-text.ts';
import { NO_STORE, REVALIDATE } from '../http/cache-control.ts';
import { notModified } from '../http/entity-tag.ts';
import type { Problem } from '../http/problem.ts';
import { problemsAsPages } from '../http/problem-page.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';
import { sha256Hex } from '../sha256.ts';
import { streamFile } from '../site/built-site.ts';
import type { StoredFile } from '../site/catalog.ts';
import { PAGE } from './page.ts';

/** The Open Graph protocol (ogp.me), Twitter's cards, oEmbed's discovery (oembed.com, section 4), and the canonical URL. */
function headOf(c: WorkerContext, code: string, opened: OpenedFace, picture: boolean) {
  const url = (path: string) => new URL(path, c.req.url).href;
  const own = url(`/f/${code}`);
  const card = url(`/f/${code}/card.png`);
  const oembed = (format: string) => url(`/oembed?url=${encodeURIComponent(own)}&format=${format}`);
  const description = `${describeFace(opened)} Drawn by a neural network; no real person is shown.`;
  return html`
    <link rel="canonical" href="${own}">
    <link rel="stylesheet" href="${c.var.site.stylesheet}">
    <link rel="alternate" type="application/json+oembed" href="${oembed('json')}" title="${FACE_TITLE}">
    <link rel="alternate" type="text/xml+oembed" href="${oembed('xml')}" title="${FACE_TITLE}">
    <meta property="og:type" content="website">
    <meta property="og:site_name" content="${SITE_NAME}">
    <meta property="og:title" content="${FACE_TITLE}">
    <meta property="og:description" content="${description}">
    <meta property="og:url" content="${own}">
    <meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">
    <meta name="twitter:title" content="${FACE_TITLE}">
    <meta name="twitter:description" content="${description}">
    ${
      picture
        ? html`<meta property="og:image" content="${card}">
    <meta property="og:image:type" content="image/png">
    <meta property="og:image:width" content="${CARD.width}">
    <meta property="og:image:height" content="${CARD.height}">
    <meta property="og:image:alt" content="${FACE_ALT}">
    <meta name="twitter:image" content="${card}">
    <meta name="twitter:image:alt" content="${FACE_ALT}">`
        : ''
    }
  `;
}

/** What the page shows until its script runs, or if no script runs. */
function bodyOf(code: string, opened: OpenedFace, picture: boolean) {
  const image = html`<img src="/f/${code}.png?size=${MAX_SIZE}" width="${MAX_SIZE}" height="${MAX_SIZE}" alt="${FACE_ALT}">`;
  return html`<main class="share-page">
      ${picture ? image : ''}
      <h1>${FACE_TITLE}</h1>
      <p>${describeFace(opened)}</p>
    </main>`;
}

/** What the catalog says of the page. */
function pageEntry(c: WorkerContext): StoredFile {
  const file = c.var.site.files.get(PAGE);
  if (file === undefined) {
    throw new Error(`the site has no ${PAGE}`);
  }
  return file;
}

/** The page for a link that cannot be opened: its script finds the code in the path and explains. */
async function explainingPage(c: WorkerContext, { status }: Problem): Promise<Response> {
  const headers = { 'Content-Type': pageEntry(c).type, 'Cache-Control': NO_STORE };
  return new Response(await streamFile(c.var.site, PAGE), { status, headers });
}

export const getSharePage = route({
  method: 'get',
  path: '/f/:code',
  middleware: [problemsAsPages(explainingPage)],
  params: { code: codeSchema },
  documentation: {
    summary: 'The face as a page for people, with Open Graph and oEmbed for programs.',
    answers: { 200: answer('The page.', 'text/html'), 304: NOT_MODIFIED },
    problems: CODE_PROBLEMS,
  },
  async handle(c, { params: { code } }) {
    const opened = await openFace(c.var.site, code);
    const picture = isDrawable(opened.model);
    const [head, body] = await Promise.all([headOf(c, code, opened, picture), bodyOf(code, opened, picture)]);
    const { type, sha256 } = pageEntry(c);
    // Weak: it names what is written together, not the bytes of the whole.
    const tag = `W/"${(await sha256Hex(`${sha256}${head}${body}`)).slice(0, 32)}"`;
    const validators = { 'Cache-Control': REVALIDATE, ETag: tag };
    const unchanged = notModified(c.req.raw, validators);
    if (unchanged !== undefined) {
      return unchanged;
    }
    const page = new Response(await streamFile(c.var.site, PAGE), {
      headers: { ...validators, 'Content-Type': type },
    });
    return new HTMLRewriter()
      .on('title', { element: (title) => void title.setInnerContent(`${FACE_TITLE} · ${SITE_NAME}`) })
      .on('meta[name="description"]', {
        element: (meta) => void meta.setAttribute('content', describeFace(opened)),
      })
      .on('head', { element: (element) => void element.append(String(head), { html: true }) })
      .on('#page', { element: (element) => void element.setInnerContent(String(body), { html: true }) })
      .transform(page);
  },
});
