import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { listsTag, notModified, tagBody } from './entity-tag.ts';

describe('a list of entity tags', () => {
  test.each([
    ['"a"', '"a"', true, true],
    ['"b", "a"', '"a"', true, true],
    [' "b" ,"a" ', '"a"', true, true],
    ['*', '"a"', true, true],
    ['*', 'W/"a"', true, true],
    ['W/"a"', '"a"', false, true],
    ['"a"', 'W/"a"', false, true],
    ['W/"a"', 'W/"a"', false, true],
    ['"b"', '"a"', false, false],
    ['a', '"a"', false, false],
    ['', '"a"', false, false],
    ['"a, *, b"', '"a"', false, false],
    ['"a, *, b"', '"a, *, b"', true, true],
    ['"b", *', '"a"', false, false],
    ['W/"a,b", "a"', '"a"', true, true],
  ])('%s names %s: strongly %s, weakly %s', (list, tag, strong, weak) => {
    expect(listsTag(list, tag, 'strong')).toBe(strong);
    expect(listsTag(list, tag, 'weak')).toBe(weak);
  });
});

test('304 repeats the headers that a cache needs, and nothing else', () => {
  const request = new Request('https://dareka.test/', { headers: { 'If-None-Match': 'W/"a"' } });
  const validators = { ETag: '"a"', 'Cache-Control': 'public, no-cache', Vary: 'Accept-Encoding' };
  const answer = notModified(request, validators);
  expect(answer?.status).toBe(304);
  expect(Object.fromEntries(answer?.headers ?? [])).toEqual({
    etag: '"a"',
    'cache-control': 'public, no-cache',
    vary: 'Accept-Encoding',
  });
  expect(notModified(request, { ...validators, ETag: '"b"' })).toBeUndefined();
  expect(notModified(new Request('https://dareka.test/'), validators)).toBeUndefined();
});

describe('an answer tagged by its body', () => {
  const app = new Hono()
    .use(tagBody)
    .get('/', (c) => c.json({ of: c.req.query('of') }))
    .get('/missing', (c) => c.text('', 404));

  test('has the same tag for the same body only', async () => {
    const [first, same, other] = await Promise.all(
      ['/?of=a', '/?of=a', '/?of=b'].map(async (path) => (await app.request(path)).headers.get('ETag')),
    );
    expect(first).toMatch(/^"[0-9a-f]{64}"$/);
    expect(same).toBe(first);
    expect(other).not.toBe(first);
    expect((await app.request('/missing')).headers.has('ETag')).toBe(false);
  });

  test('becomes 304 while the body stays the same', async () => {
    const tag = (await app.request('/?of=a')).headers.get('ETag') ?? '';
    const again = await app.request('/?of=a', { headers: { 'If-None-Match': tag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('ETag')).toBe(tag);
    expect(again.headers.has('Content-Type')).toBe(false);
    expect(await again.text()).toBe('');
    expect((await app.request('/?of=b', { headers: { 'If-None-Match': tag } })).status).toBe(200);
  });
});
