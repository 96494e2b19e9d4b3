/** The app: every route, what all of them share, and what becomes of errors. */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type * as v from 'valibot';
import type { healthAnswer } from './api/answers.ts';
import { apiDocs } from './api/docs.ts';
import { embedScripts, publishedFiles, runtimeFiles } from './downloads.ts';
import { pictures } from './drawing/pictures.ts';
import type { Edge } from './edge.ts';
import { faces } from './faces.ts';
import { links, shortLinks } from './links/links.ts';
import { linksWork } from './links/store.ts';
import { log, logRequests, routeOf } from './log.ts';
import { models } from './models.ts';
import { page } from './page.ts';
import { methodProblem, Problem, problems } from './problem.ts';
import { open, security } from './security.ts';
import { seeds } from './seeds.ts';
import { embeds } from './sharing/embed.ts';
import { oembed } from './sharing/oembed.ts';
import { openSite } from './site.ts';
import { styles } from './styles.ts';

/** In characters: room for the longest code, twice. */
const LONGEST_URL = 8192;

/** What other sites may load too. */
const OPEN = [
  '/api/*',
  '/models/*',
  '/ort/*',
  '/styles/*',
  '/embed/:version/:file',
  '/oembed',
  '/f/:picture{[^/]+\\.png}',
  '/f/:code/card.png',
];

const shortEnough: MiddlewareHandler = async (c, next) => {
  if (c.req.url.length > LONGEST_URL) {
    throw new Problem('url-too-long', `An address here has at most ${LONGEST_URL} characters.`);
  }
  await next();
};

export const app = new Hono<Edge>();

app.use(logRequests);
app.use(security);
app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (c, allowed) => methodProblem(c.req.method, allowed).getResponse(),
  }),
);
app.use(shortEnough);
for (const path of OPEN) {
  app.use(path, open);
}

app.route('/api/seed', seeds);
app.route('/api/faces', faces);
app.route('/api/models', models);
app.route('/api/links', links);
app.route('/api', apiDocs);
app.route('/models', publishedFiles);
app.route('/ort', runtimeFiles);
app.route('/embed', embedScripts);
app.route('/problems', problems);
app.get('/healthz', async (c) => {
  const { defaultModel, models } = await openSite(c.env.ASSETS);
  const works = await linksWork(c.env.LINKS);
  const health: v.InferOutput<typeof healthAnswer> = {
    status: works ? 'ok' : 'degraded',
    default: defaultModel.id,
    models: models.size,
    links: works ? 'ok' : 'unavailable',
  };
  return c.json(health, 200, { 'Cache-Control': 'no-store' });
});
app.route('/f', pictures);
app.route('/s', shortLinks);
app.route('/oembed', oembed);
app.route('/embed', embeds);
app.route('/', styles);
app.route('/', page);

app.onError((error, c) => {
  if (error instanceof Problem) {
    c.set('problem', error.problem);
    return error.getResponse();
  }
  c.set('problem', 'internal-error');
  log('error', {
    event: 'fault',
    method: c.req.method,
    route: routeOf(c),
    error: error.stack ?? String(error),
  });
  return new Problem('internal-error', 'The fault was logged. Asking again later may help.', {
    cause: error,
  }).getResponse();
});
