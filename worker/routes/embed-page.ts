/** `GET /embed/CODE`: the face alone, in a page made to be framed by other sites. Where scripts run it can be turned. */
import { html } from 'hono/html';
import { MAX_SIZE } from '../../picture/face-sizes.ts';
import { picturePath } from '../drawing/face-picture.ts';
import { isDrawable } from '../drawing/generators.ts';
import { CODE_PROBLEMS, codeSchema, openFace } from '../face.ts';
import { faceText, SITE_NAME } from '../face-text.ts';
import { CACHE_DAY } from '../http/cache-control.ts';
import { languageHeaders, languageOf } from '../http/language.ts';
import { Problem } from '../http/problem.ts';
import { answer, route } from '../route.ts';

export const getEmbedPage = route({
  method: 'get',
  path: '/embed/:code',
  params: { code: codeSchema },
  documentation: {
    summary: 'The face alone, in a page that any site may frame.',
    answers: { 200: answer('The page.', 'text/html') },
    problems: [...CODE_PROBLEMS, 'not-drawable'],
  },
  async handle(c, { params: { code } }) {
    const opened = await openFace(c.var.site, code);
    const { model } = opened;
    if (!isDrawable(model)) {
      throw new Problem(
        'not-drawable',
        `${model.id} is drawn on devices only, so its faces cannot be embedded.`,
      );
    }
    const language = languageOf(c);
    const { title, alt } = faceText(opened, language);
    const document = html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <title>${title} · ${SITE_NAME}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="canonical" href="${new URL(`/f/${code}`, c.req.url).href}">
    <link rel="stylesheet" href="${c.var.site.stylesheet}">
    <script type="module" src="/embed/v1/dareka.js"></script>
  </head>
  <body class="embed-page">
    <dareka-face code="${code}" interactive><img src="${picturePath(code, { size: MAX_SIZE, format: 'webp' })}" alt="${alt}"></dareka-face>
    <a href="/f/${code}" target="_blank" rel="noopener" title="${SITE_NAME}">誰か</a>
  </body>
</html>`;
    return c.html(document, 200, { 'Cache-Control': CACHE_DAY, ...languageHeaders(language) });
  },
});
