/** `GET /models/index.json` and `GET /models/ID/FILE`: published models, as their folders hold them. */
import { CACHE_YEAR, REVALIDATE } from '../http/cache-control.ts';
import { pathName } from '../http/validate.ts';
import { findModelById } from '../requested-model.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';
import { serveFile } from '../site/serve-file.ts';

/** The only file that a later deployment changes. */
export const getModelIndex = route({
  method: 'get',
  path: '/models/index.json',
  anyOrigin: true,
  handle: (c) => serveFile(c, '/models/index.json', REVALIDATE),
});

export const getModelFile = route({
  method: 'get',
  path: '/models/:id/:file',
  anyOrigin: true,
  params: { id: pathName, file: pathName },
  documentation: {
    summary:
      'A file of a model. It never changes. Conditional requests and single byte ranges are supported.',
    answers: {
      200: { ...answer('The file.', '*/*'), headers: ['Accept-Ranges', 'Content-Encoding'] },
      206: { ...answer('A part of it.', '*/*'), headers: ['Accept-Ranges', 'Content-Range'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-request', 'unknown-model', 'not-found', 'precondition-failed', 'unsatisfiable-range'],
  },
  handle(c, { params: { id, file } }) {
    findModelById(c.var.site, id);
    return serveFile(c, `/models/${id}/${file}`, CACHE_YEAR);
  },
});
