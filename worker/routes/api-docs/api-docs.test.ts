import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { app } from '../../app.ts';
import { PROBLEMS, type ProblemName } from '../../http/problem.ts';
import { documentedPath, isDocumented } from '../../route.ts';
import { ROUTES } from '../../routes.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../../testing/fetch-worker.ts';
import { publishedFixture } from '../../testing/fixture-models.ts';
import { openApi } from './openapi.ts';

const { models } = await publishedFixture();
const [{ manifest }] = models;
const code = encodeFace(seedFace(manifest.tag, 4242));

let link = '';
const JSON_BODY = { 'Content-Type': 'application/json' };
beforeAll(async () => {
  const made = await fetchWorker('/api/links', {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ code }),
  });
  link = (await made.json<{ id: string }>()).id;
});

const documented = ROUTES.filter(isDocumented);
const operations = documented.map((route) => {
  return { ...route, ...route.documentation, path: documentedPath(route.path) };
});
type Operation = (typeof operations)[number];

/** A request that the operation answers. */
function request({ method, path, body }: Operation): Promise<Response> {
  const filled = path
    .replace('/s/{id}', `/s/${link}`)
    .replace('{code}', code)
    .replace('{id}', manifest.id)
    .replace('{file}', 'probe.png')
    .replace('{name}', 'alice')
    .replace('{hash}', '0'.repeat(32))
    .replace('{version}', '9.x')
    .replace('{style}', 'faces')
    .replace('{format}', 'png');
  const query =
    path === '/oembed' ? `?url=${ORIGIN}/f/${code}` : path === '/api/avatars' ? '?name=alice' : '';
  const content = path === '/api/avatars' ? { names: ['alice'] } : { code };
  const posted = body === undefined ? {} : { headers: JSON_BODY, body: JSON.stringify(content) };
  return fetchWorker(filled + (method === 'get' ? query : ''), {
    method: method.toUpperCase(),
    redirect: 'manual',
    ...posted,
  });
}

const named = operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

describe('the documentation', () => {
  test.each(named)(
    'of %s lists the status, the media type and the schema of the answer',
    async (_, operation) => {
      const response = await request(operation);
      const answer = operation.answers[response.status];
      expect(answer).toBeDefined();
      const type = response.headers.get('Content-Type')?.split(';')[0] ?? '';
      if (!answer?.types.includes('*/*')) {
        expect(answer?.types ?? []).toEqual(type ? expect.arrayContaining([type]) : []);
      }
      if (answer?.schema && type === 'application/json') {
        expect(v.safeParse(answer.schema, await response.json()).issues).toBeUndefined();
      }
    },
  );

  test('covers every route but pages and their files', () => {
    const expected = new Set(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
    const others = [
      '/',
      '/avatars',
      '/ort/:version/:file',
      '/problems/:name',
      '/embed/:version{v[0-9.]+}/:file',
      '/api/openapi.json',
      '/api/docs',
      '/models/index.json',
      '/robots.txt',
      '/.well-known/security.txt',
    ];
    const routes = app.routes
      .filter(
        ({ method, path }) => method !== 'ALL' && !path.startsWith('/styles/') && !others.includes(path),
      )
      .map(({ method, path }) => `${method} ${documentedPath(path)}`);
    expect(new Set(routes)).toEqual(expected);
  });

  test('is an OpenAPI document with each parameter, its limits and each problem', async () => {
    const response = await fetchWorker('/api/openapi.json');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const document = await response.json<ReturnType<typeof openApi>>();
    expect(document).toEqual(JSON.parse(JSON.stringify(openApi(documented, ORIGIN))));
    expect(document.openapi).toBe('3.1.1');
    expect(document.paths['/api/seed']).toMatchObject({
      get: {
        parameters: [
          {
            name: 'n',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
          },
          { name: 'model', in: 'query', required: false, schema: { type: 'string' } },
          { name: 'class', in: 'query', required: false, schema: { type: 'string' } },
        ],
      },
    });
    expect(document.paths['/f/{code}.png']).toMatchObject({
      get: {
        parameters: [
          { name: 'code', in: 'path', required: true, schema: { type: 'string', maxLength: 4096 } },
          {
            name: 'size',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 16, maximum: 512 },
          },
        ],
        responses: { 404: { description: expect.stringContaining('not-drawable') }, 429: {} },
      },
    });
  });

  test('is an HTML page with every path and no script', async () => {
    const response = await fetchWorker('/api/docs', { headers: NAVIGATION });
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
    const page = await response.text();
    for (const { path, summary } of operations) {
      expect(page).toContain(path);
      expect(page).toContain(summary);
    }
    expect(page).not.toContain('<script');
  });
});

describe('an invalid request', () => {
  const long = 'A'.repeat(9000);

  test.each(named)('is refused by %s with the right problem', async (_, operation) => {
    const { method, path, problems } = operation;
    const statusOf = (name: ProblemName) => PROBLEMS[name].status;
    const wrongs = path.includes('{name}')
      ? [path.replace('{name}', '%E0%A4%A'), path.replace('{name}', 'A'.repeat(3000))]
      : path.includes('{')
        ? ['%00', '..%2f..%2fetc%2fpasswd', '<script', "' OR 1=1 --", 'A'.repeat(3000), 'é', '%E0%A4%A'].map(
            (wrong) =>
              path
                .replace(/\{\w+\}/, encodeURIComponent(wrong).replaceAll('%25', '%'))
                .replaceAll(/\{\w+\}/g, 'a'),
          )
        : operation.query
          ? [`${path}?n=1&n=2&url=x&url=y&size=1&size=2`]
          : [];
    for (const wrong of wrongs) {
      const response = await fetchWorker(wrong, { method: method.toUpperCase(), redirect: 'manual' });
      expect([...problems.map(statusOf), 404]).toContain(response.status);
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    }
    await expectProblem(
      await fetchWorker(`${path.replace(/\{\w+\}/, 'A')}?${long}`, { method: method.toUpperCase() }),
      414,
      'url-too-long',
    );
    const refused = await fetchWorker(path.replace('{version}', '9.x').replaceAll(/\{\w+\}/g, 'a'), {
      method: 'PUT',
      body: long,
    });
    await expectProblem(refused, 405, 'method-not-allowed');
  });
});
