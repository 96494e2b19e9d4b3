import { Hono } from 'hono';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { WorkerEnv } from './env.ts';
import { Problem } from './http/problem.ts';
import { wholeNumber } from './http/validate.ts';
import { documentedPath, route } from './route.ts';

test.each([
  ['/api/seed', '/api/seed'],
  ['/f/:code', '/f/{code}'],
  ['/f/:code{[^/]+\\.png}', '/f/{code}.png'],
  ['/f/:code/card.png', '/f/{code}/card.png'],
  ['/embed/:version{v[0-9.]+}/:file', '/embed/{version}/{file}'],
])('OpenAPI writes %s as %s', (path, expected) => {
  expect(documentedPath(path)).toBe(expected);
});

describe('a route', () => {
  const { method, path, middleware, handler } = route({
    method: 'post',
    path: '/double/:name',
    params: { name: v.string() },
    query: { by: v.optional(wholeNumber(1, 9), '2') },
    body: v.object({ value: v.number() }),
    handle: (c, { params, query, body }) => c.json({ [params.name]: body.value * query.by }),
  });
  const app = new Hono<WorkerEnv>().on(method, [path], ...middleware, handler);
  app.onError((error) =>
    error instanceof Problem ? error.getResponse() : new Response('', { status: 500 }),
  );

  function post(target: string, body: string) {
    return app.request(target, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  }

  test('passes the parsed path, query and body to its handler', async () => {
    expect(await (await post('/double/a?by=3', '{"value":7}')).json()).toEqual({ a: 21 });
    expect(await (await post('/double/b', '{"value":7}')).json()).toEqual({ b: 14 });
    expect(await (await post('/double/c?of=1&of=2&fbclid=x', '{"value":7}')).json()).toEqual({ c: 14 });
  });

  test.each([
    ['/double/a?by=0', '{"value":7}', 'query.by: has to be a whole number in 1 … 9.'],
    ['/double/a?by=1&by=2', '{"value":7}', 'query.by: has to be given once.'],
    ['/double/a', '{"value":"7"}', 'body.value: has to be a number.'],
    ['/double/a', '{', 'body: is not JSON.'],
  ])('refuses %s %s', async (target, body, detail) => {
    const response = await post(target, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-request', detail });
  });
});
