/** `/models/ID/FILE` and `/ort/VERSION/FILE`: what the page and other sites load to draw faces. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Edge } from './edge.ts';
import { IMMUTABLE, REVALIDATE, serveFile } from './files.ts';
import { findPublished, pathName } from './models.ts';
import { openSite } from './site.ts';
import { validate } from './validate.ts';

const filePath = v.object({ file: pathName });
const runtimePath = v.object({ version: pathName, file: pathName });

/** Published models. Their folders never change; only the index of them does. */
export const publishedFiles = new Hono<Edge>()
  .get('/index.json', async (c) =>
    serveFile(c, await openSite(c.env.ASSETS), '/models/index.json', REVALIDATE),
  )
  .get('/:id/:file', async (c) => {
    const site = await openSite(c.env.ASSETS);
    const { id } = findPublished(site, c.req.param('id'));
    const { file } = validate(filePath, c.req.param(), 'path');
    return serveFile(c, site, `/models/${id}/${file}`, IMMUTABLE);
  });

/** ONNX Runtime's modules and WebAssembly. */
export const runtimeFiles = new Hono<Edge>().get('/:version/:file', async (c) => {
  const { version, file } = validate(runtimePath, c.req.param(), 'path');
  return serveFile(c, await openSite(c.env.ASSETS), `/ort/${version}/${file}`, IMMUTABLE);
});
