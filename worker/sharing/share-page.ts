/** `GET /f/CODE`: the page, with the face in it before any script has run, and what links unfurl to. */
import { html } from 'hono/html';
import type { StoredFile } from '../catalog.ts';
import { CARD } from '../drawing/card.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { EdgeContext } from '../edge.ts';
import type { OpenedFace } from '../faces.ts';
import { REVALIDATE } from '../files.ts';
import { fetchPlain } from '../site.ts';
import { stylesheet } from '../styles.ts';
import { ALT, describe, SITE_NAME, TITLE } from './words.ts';

/** Part of the entity tag: whoever changes what is written into the shell has to change it. */
const EDITION = '1';

const PICTURE_EDGE = 512;

/** The Open Graph protocol (ogp.me), Twitter's cards, oEmbed's discovery (oembed.com, section 4), and the one true URL. */
function headOf(c: EdgeContext, code: string, opened: OpenedFace) {
  const url = (path: string) => new URL(path, c.req.url).href;
  const own = url(`/f/${code}`);
  const card = url(`/f/${code}/card.png`);
  const oembed = (format: string) => url(`/oembed?url=${encodeURIComponent(own)}&format=${format}`);
  const description = `${describe(opened)} Drawn by a neural network; no real person is shown.`;
  const picture = isDrawable(opened.model);
  return html`
    <link rel="canonical" href="${own}">
    ${stylesheet}
    <link rel="alternate" type="application/json+oembed" href="${oembed('json')}" title="${TITLE}">
    <link rel="alternate" type="text/xml+oembed" href="${oembed('xml')}" title="${TITLE}">
    <meta property="og:type" content="website">
    <meta property="og:site_name" content="${SITE_NAME}">
    <meta property="og:title" content="${TITLE}">
    <meta property="og:description" content="${description}">
    <meta property="og:url" content="${own}">
    <meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">
    <meta name="twitter:title" content="${TITLE}">
    <meta name="twitter:description" content="${description}">
    ${
      picture
        ? html`<meta property="og:image" content="${card}">
    <meta property="og:image:type" content="image/png">
    <meta property="og:image:width" content="${CARD.width}">
    <meta property="og:image:height" content="${CARD.height}">
    <meta property="og:image:alt" content="${ALT}">
    <meta name="twitter:image" content="${card}">
    <meta name="twitter:image:alt" content="${ALT}">`
        : ''
    }
  `;
}

/** What stands in the page's place until its script takes over, and stays where there is none. */
function bodyOf(code: string, opened: OpenedFace) {
  const picture = html`<img src="/f/${code}.png?size=${PICTURE_EDGE}" width="${PICTURE_EDGE}" height="${PICTURE_EDGE}" alt="${ALT}">`;
  return html`<main class="shared">
      ${isDrawable(opened.model) ? picture : ''}
      <h1>${TITLE}</h1>
      <p>${describe(opened)}</p>
    </main>`;
}

/**
 * @param shell the file of the page
 * @param path of it in the site
 */
export async function sharePage(
  c: EdgeContext,
  shell: StoredFile,
  path: string,
  code: string,
  opened: OpenedFace,
): Promise<Response> {
  // Weak: the origin is written into it too.
  const tag = `W/"${EDITION}-${shell.sha256.slice(0, 16)}-${code}"`;
  const headers = { 'Cache-Control': REVALIDATE, ETag: tag };
  const known = c.req.header('If-None-Match');
  if (known?.split(',').some((item) => item.trim() === tag)) {
    return new Response(null, { status: 304, headers });
  }
  const [head, body] = await Promise.all([headOf(c, code, opened), bodyOf(code, opened)]);
  const page = new Response(await fetchPlain(c.env.ASSETS, path, shell), {
    headers: { ...headers, 'Content-Type': shell.type },
  });
  return new HTMLRewriter()
    .on('title', { element: (title) => void title.setInnerContent(`${TITLE} · ${SITE_NAME}`) })
    .on('meta[name="description"]', {
      element: (meta) => void meta.setAttribute('content', describe(opened)),
    })
    .on('head', { element: (element) => void element.append(String(head), { html: true }) })
    .on('#page', { element: (element) => void element.setInnerContent(String(body), { html: true }) })
    .transform(page);
}
