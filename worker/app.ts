/** The app: what all routes share, the routes, and what becomes of errors. */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed as refuseMethods } from 'hono/method-not-allowed';
import type { WorkerEnv } from './env.ts';
import { methodNotAllowed, Problem } from './http/problem.ts';
import { answerProblem } from './http/problem-page.ts';
import { allowAnyOrigin, securityHeaders } from './http/security-headers.ts';
import { redirectToTidyPath } from './http/tidy-path.ts';
import { log, logRequests, routePattern } from './log.ts';
import { ROUTES } from './routes.ts';
import { openSite } from './site/built-site.ts';

/** In characters: room for the longest code, twice. */
const MAX_URL_LENGTH = 8192;

const limitUrl: MiddlewareHandler = async (c, next) => {
  if (c.req.url.length > MAX_URL_LENGTH) {
    throw new Problem('url-too-long', `An address here has at most ${MAX_URL_LENGTH} characters.`);
  }
  await next();
};

const withSite: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  c.set('site', await openSite(c.env.ASSETS));
  await next();
};

export const app = new Hono<WorkerEnv>();

app.use(logRequests);
app.use(securityHeaders);
app.use(redirectToTidyPath);
app.use(
  refuseMethods({
    app,
    onMethodNotAllowed: (c, allowed) => answerProblem(c, methodNotAllowed(c.req.method, allowed)),
  }),
);
app.use(limitUrl);
for (const [path, routes] of Map.groupBy(
  ROUTES.filter(({ anyOrigin }) => anyOrigin),
  (route) => route.path,
)) {
  app.use(
    path,
    allowAnyOrigin(routes.flatMap(({ method }) => (method === 'post' ? 'POST' : ['GET', 'HEAD']))),
  );
}
app.use(withSite);
for (const { method, path, middleware, handler } of ROUTES) {
  app.on(method, [path], ...middleware, handler);
}

app.onError((error, c) => {
  if (error instanceof Problem) {
    return answerProblem(c, error);
  }
  log('error', {
    event: 'fault',
    method: c.req.method,
    route: routePattern(c),
    error: error.stack ?? String(error),
  });
  return answerProblem(
    c,
    new Problem('internal-error', 'The fault was logged. Asking again later may help.', { cause: error }),
  );
});
