/** `/models/ID/FILE`, `/ort/VERSION/FILE` and `/embed/VERSION/FILE`: what the page and other sites load to draw faces. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Edge } from './edge.ts';
import { FLOATING, IMMUTABLE, REVALIDATE, serveFile } from './files.ts';
import { findPublished, pathName } from './models.ts';
import { openSite } from './site.ts';
import { validate } from './validate.ts';

const filePath = v.object({ file: pathName });
const versionPath = v.object({ version: pathName, file: pathName });

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
  const { version, file } = validate(versionPath, c.req.param(), 'path');
  return serveFile(c, await openSite(c.env.ASSETS), `/ort/${version}/${file}`, IMMUTABLE);
});

/** What a release's folder is called; `/embed/v1/` is what has been released last, and more. */
const RELEASED = /^v\d+\.\d+\.\d+$/;

/** The widget's scripts. */
export const embedScripts = new Hono<Edge>().get('/:version{v[0-9.]+}/:file', async (c) => {
  const { version, file } = validate(versionPath, c.req.param(), 'path');
  const site = await openSite(c.env.ASSETS);
  return serveFile(c, site, `/embed/${version}/${file}`, RELEASED.test(version) ? IMMUTABLE : FLOATING);
});
