/** The app: every route, what all of them share, and what becomes of errors. */
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { embedScripts, publishedFiles, runtimeFiles } from './downloads.ts';
import type { Edge } from './edge.ts';
import { faces } from './faces.ts';
import { models } from './models.ts';
import { page } from './page.ts';
import { methodProblem, Problem, problems } from './problem.ts';
import { open, security } from './security.ts';
import { seeds } from './seeds.ts';
import { openSite } from './site.ts';

export const app = new Hono<Edge>();

app.use(security);
app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (c, allowed) => methodProblem(c.req.method, allowed).getResponse(),
  }),
);
for (const path of ['/api/*', '/models/*', '/ort/*', '/embed/:version/:file']) app.use(path, open);

app.route('/api/seed', seeds);
app.route('/api/faces', faces);
app.route('/api/models', models);
app.route('/models', publishedFiles);
app.route('/ort', runtimeFiles);
app.route('/embed', embedScripts);
app.route('/problems', problems);
app.get('/healthz', async (c) => {
  const { defaultModel, models } = await openSite(c.env.ASSETS);
  const health = { status: 'ok', default: defaultModel.id, models: models.size };
  return c.json(health, 200, { 'Cache-Control': 'no-store' });
});
app.route('/', page);

app.onError((error, c) => {
  if (error instanceof Problem) return error.getResponse();
  console.error(`${c.req.method} ${c.req.path}:`, error);
  return new Problem('internal-error', 'The fault was logged. Asking again later may help.', {
    cause: error,
  }).getResponse();
});
