/** `GET /embed/CODE`: the face alone, in a page made to be framed by other sites. Where scripts run it can be turned. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { isDrawable } from '../drawing/generators.ts';
import { LARGEST_SIZE } from '../drawing/sizes.ts';
import type { Edge } from '../edge.ts';
import { LASTING, openFace } from '../faces.ts';
import { Problem } from '../problem.ts';
import { presented } from '../problem-page.ts';
import { openSite } from '../site.ts';
import { stylesheet } from '../styles.ts';
import { ALT, SITE_NAME, TITLE } from './words.ts';

export const embeds = new Hono<Edge>().get('/:code', presented, async (c) => {
  const code = c.req.param('code');
  const site = await openSite(c.env.ASSETS);
  const { model } = await openFace(c.env.ASSETS, site, code);
  if (!isDrawable(model)) {
    throw new Problem(
      'not-drawable',
      `${model.id} is drawn on devices only, so its faces cannot be embedded.`,
    );
  }
  const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${TITLE} · ${SITE_NAME}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="canonical" href="${new URL(`/f/${code}`, c.req.url).href}">
    ${stylesheet}
    <script type="module" src="/embed/v1/dareka.js"></script>
  </head>
  <body class="embed">
    <dareka-face code="${code}" interactive><img src="/f/${code}.png?size=${LARGEST_SIZE}" alt="${ALT}"></dareka-face>
    <a href="/f/${code}" target="_blank" rel="noopener" title="${SITE_NAME}">誰か</a>
  </body>
</html>`;
  return c.html(document, 200, { 'Cache-Control': LASTING });
});
