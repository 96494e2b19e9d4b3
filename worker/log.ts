/**
 * Structured logs: one JSON object a line, which Workers Logs index by field. They do not say who asked, or for which
 * face: they have route patterns instead of paths, and no addresses, user agents, codes or referrers.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { WorkerEnv } from './env.ts';

type Level = 'info' | 'warn' | 'error';
type Fields = { readonly event: string } & Readonly<Record<string, string | number | boolean | undefined>>;

export function log(level: Level, fields: Fields): void {
  console[level](JSON.stringify({ level, ...fields }));
}

/** The pattern that the request's path matched, such as `/f/:code`. */
export function routePattern(c: Context): string {
  return routePath(c);
}

/** One line for each request, once its answer is known. */
export const logRequests: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  await next();
  log('info', {
    event: 'request',
    method: c.req.method,
    route: routePattern(c),
    status: c.res.status,
    problem: c.get('problem'),
    picture: c.get('pictureOrigin'),
  });
};
