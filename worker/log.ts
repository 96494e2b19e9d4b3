/**
 * Structured logs: one JSON object a line, which Workers Logs index by field. None of it says who asked or for which
 * face: routes instead of paths, no addresses, no user agents, no codes, no referrers.
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
export function routeOf(c: Context): string {
  return routePath(c);
}

/** One line for each request, once its answer is known. */
export const logRequests: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  await next();
  log('info', {
    event: 'request',
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    problem: c.get('problem'),
    picture: c.get('pictureOrigin'),
  });
};
