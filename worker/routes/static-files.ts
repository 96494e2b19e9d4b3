/** `GET /ort/VERSION/FILE`, `/embed/VERSION/FILE` and `/styles/FILE`: what pages load, ours and those of other sites. */
import * as v from 'valibot';
import { CACHE_HOUR, CACHE_YEAR, REVALIDATE } from '../http/cache-control.ts';
import { pathName } from '../http/validate.ts';
import { route } from '../route.ts';
import { serveFile } from '../site/serve-file.ts';

/** The name of a release's folder; `v1` is the latest release of version 1. */
const RELEASE = /^v\d+\.\d+\.\d+$/;

/** The name of a file with the hash of its content. */
const HASHED = /-[0-9a-f]{8}\.js$/;

/** ONNX Runtime's modules and WebAssembly. */
export const getRuntimeFile = route({
  method: 'get',
  path: '/ort/:version/:file',
  anyOrigin: true,
  params: { version: pathName, file: pathName },
  handle: (c, { params: { version, file } }) => serveFile(c, `/ort/${version}/${file}`, CACHE_YEAR),
});

/** The widget's scripts. */
export const getWidgetFile = route({
  method: 'get',
  path: '/embed/:version{v[0-9.]+}/:file',
  anyOrigin: true,
  params: { version: pathName, file: pathName },
  handle: (c, { params: { version, file } }) =>
    serveFile(
      c,
      `/embed/${version}/${file}`,
      RELEASE.test(version) || HASHED.test(file) ? CACHE_YEAR : CACHE_HOUR,
    ),
});

/**
 * The stylesheet of the pages that the worker writes. An embed may stay in a cache for a day, so it may name the
 * stylesheet of an earlier deployment, and gets the present one.
 */
export const getStylesheet = route({
  method: 'get',
  path: '/styles/:file',
  anyOrigin: true,
  params: { file: v.pipe(v.string(), v.endsWith('.css', 'has to end with .css')) },
  handle(c, { params: { file } }) {
    const path = `/styles/${file}`;
    const { files, stylesheet: present } = c.var.site;
    return files.has(path) ? serveFile(c, path, CACHE_YEAR) : serveFile(c, present, REVALIDATE);
  },
});
