import { describe, expect, test } from 'vitest';
import { expectProblem, fetchWorker, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }] = models;

type Listed = {
  model: string;
  rule: string;
  avatars: { name: string; code: string; url: string; picture: string }[];
};

function post(body: unknown, headers = {}): Promise<Response> {
  return fetchWorker('/api/avatars', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('/api/avatars', () => {
  test('has the same faces as /a/NAME, in the order of the names', async () => {
    const names = ['alice', 'bob', '誰か', 'alice'];
    const query = names.map((name) => `name=${encodeURIComponent(name)}`).join('&');
    const got = await fetchWorker(`/api/avatars?${query}&age=old&size=64`);
    expect(got.headers.get('Cache-Control')).toContain('max-age=3600,');
    const posted = await post({ names, traits: { age: 'old' }, size: 64 });
    expect(posted.headers.get('Cache-Control')).toBe('no-store');
    const list = await got.json<Listed>();
    expect(await posted.json()).toEqual(list);
    expect([list.model, list.rule]).toEqual([manifest.id, 'v2']);
    expect(list.avatars.map(({ name }) => name)).toEqual(names);
    for (const { name, code, url, picture } of list.avatars) {
      const avatar = await fetchWorker(`/a/${encodeURIComponent(name)}.png?age=old&size=64`);
      expect(picture).toBe(ORIGIN + avatar.headers.get('Content-Location'));
      expect(url).toBe(`${ORIGIN}/f/${code}`);
    }
  });

  test('takes 100 names of 256 bytes, in any form that JSON has', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(256, 'x'));
    const body = JSON.stringify({ names }).replaceAll('x', '\\u0078');
    const response = await fetchWorker('/api/avatars', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    const { avatars } = await response.json<Listed>();
    expect(new Set(avatars.map(({ code }) => code)).size).toBe(100);
  });

  test.each([
    [{ names: [] }, 'body.names', 'has to have a name at least'],
    [{ names: Array(101).fill('a') }, 'body.names', 'has at most 100 names'],
    [{ names: ['a', ' '] }, 'body.names.1', 'a name has 1 … 256 bytes of UTF-8, this one 0'],
    [
      { names: ['a'], traits: { hat: 'yes' } },
      'body.traits.hat',
      'the model has no trait "hat"; it has smile, age',
    ],
    [{ names: ['a'], traits: { age: true } }, 'body.traits.age', 'has to be a word or a number'],
    [{ names: ['a'], age: 'old' }, 'body.age', 'there is no such parameter'],
  ])('refuses %j', async (body, where, detail) => {
    const problem = await expectProblem(await post(body), 400, 'invalid-request');
    expect(problem.errors).toEqual([{ where, detail }]);
  });

  test('refuses a query without a name, and a body that is too large', async () => {
    const problem = await expectProblem(await fetchWorker('/api/avatars'), 400, 'invalid-request');
    expect(problem.errors).toEqual([{ where: 'query.name', detail: 'is missing' }]);
    await expectProblem(await post({ names: ['x'.repeat(300_000)] }), 413, 'body-too-large');
  });

  test('is for scripts of other sites too, POST included', async () => {
    const preflight = await fetchWorker('/api/avatars', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://elsewhere.test',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD,POST');
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('content-type');
    const posted = await post({ names: ['a'] }, { Origin: 'https://elsewhere.test' });
    expect(posted.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});
