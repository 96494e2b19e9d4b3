/** `GET /f/CODE`: the page, with the face in it before any script has run, and what links unfurl to. */
import { html } from 'hono/html';
import { MAX_SIZE } from '../../picture/face-sizes.ts';
import { picturePath } from '../drawing/face-picture.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { WorkerContext } from '../env.ts';
import { CODE_PROBLEMS, codeSchema, openFace } from '../face.ts';
import { type FaceText, faceText, SITE_NAME } from '../face-text.ts';
import { NO_STORE } from '../http/cache-control.ts';
import { type Language, type Localized, languageOf } from '../http/language.ts';
import type { Problem } from '../http/problem.ts';
import { problemsAsPages } from '../http/problem-page.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';
import { streamFile } from '../site/built-site.ts';
import { fileEntry, PAGE, serveDocument } from './document.ts';

/** What the page's button says that changes the language (client/page/shell/texts.ts). */
const OTHER_LANGUAGE: Localized<{ readonly code: Language; readonly name: string }> = {
  en: { code: 'ja', name: '日本語' },
  ja: { code: 'en', name: 'English' },
};

/** The stylesheet of `bodyOf`, and oEmbed's discovery (oembed.com, section 4). */
function linksOf(c: WorkerContext, path: string, title: string) {
  const own = new URL(path, c.req.url).href;
  const oembed = (format: string) =>
    new URL(`/oembed?url=${encodeURIComponent(own)}&format=${format}`, c.req.url).href;
  return html`<link rel="stylesheet" href="${c.var.site.stylesheet}">
    <link rel="alternate" type="application/json+oembed" href="${oembed('json')}" title="${title}">
    <link rel="alternate" type="text/xml+oembed" href="${oembed('xml')}" title="${title}">`;
}

/**
 * What the page shows until its script runs, or if no script runs. The script reads the image's data (client/page/edge-picture.ts),
 * and puts its navigation where the bar is.
 */
function bodyOf(
  code: string,
  { title, alt, description }: FaceText,
  picture: boolean,
  resolution: number,
  language: Language,
) {
  const other = OTHER_LANGUAGE[language];
  const image = html`<img src="${picturePath(code, { size: MAX_SIZE, format: 'webp' })}" width="${MAX_SIZE}" height="${MAX_SIZE}" alt="${alt}" data-code="${code}" data-resolution="${resolution}">`;
  return html`<div class="top-bar"><a class="language-button" lang="${other.code}" hreflang="${other.code}" href="?lang=${other.code}">${other.name}</a></div>
    <main class="share-page">
      ${picture ? image : ''}
      <h1>${title}</h1>
      <p>${description}</p>
    </main>`;
}

/** The page for a link that cannot be opened: its script finds the code in the path and explains. */
async function explainingPage(c: WorkerContext, { status }: Problem): Promise<Response> {
  const { site } = c.var;
  const headers = { 'Content-Type': fileEntry(site, PAGE).type, 'Cache-Control': NO_STORE };
  return new Response(await streamFile(site, PAGE), { status, headers });
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
    const path = `/f/${code}`;
    const language = languageOf(c);
    const text = faceText(opened, language);
    const { title, alt, description, made } = text;
    const head = {
      path,
      language,
      title: `${title} · ${SITE_NAME}`,
      description: `${description} ${made}`,
      alt,
      card: picture ? `${path}/card.png` : undefined,
      links: linksOf(c, path, title),
    };
    return serveDocument(c, PAGE, head, bodyOf(code, text, picture, opened.model.resolution, language));
  },
});
