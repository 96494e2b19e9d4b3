import { describe, expect, test } from 'vitest';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { FIXTURE_PAGE } from '../testing/fixture-models.ts';

describe('the page', () => {
  test('is at /, and revalidated each time', async () => {
    const response = await fetchWorker('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
    const [start = '', end = ''] = FIXTURE_PAGE.get('index.html')?.split('</head>') ?? [];
    const page = await response.text();
    expect(page.startsWith(start)).toBe(true);
    expect(page.endsWith(end)).toBe(true);
    const etag = response.headers.get('ETag') ?? '';
    expect((await fetchWorker('/', { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  test.each([
    ['/', 'Dareka', 'Faces'],
    ['/studio', 'Studio', 'One face'],
    ['/embed', 'Embed', ''],
  ])('has a document at %s with Open Graph of its own', async (path, title, description) => {
    const page = await (await fetchWorker(`${path}?fbclid=1`)).text();
    const card = /<meta property="og:image" content="([^"]+)">/.exec(page)?.[1] ?? '';
    expect((await fetchWorker(new URL(card).pathname)).headers.get('Content-Type')).toBe('image/png');
    for (const tag of [
      `<meta property="og:title" content="${title}">`,
      `<meta property="og:description" content="${description}">`,
      `<meta property="og:url" content="${ORIGIN}${path}">`,
      `<link rel="canonical" href="${ORIGIN}${path}">`,
      '<meta name="twitter:card" content="summary_large_image">',
    ]) {
      expect(page.split(tag)).toHaveLength(2);
    }
  });

  test('has files that are cached for ever if their name has a hash, and revalidated otherwise', async () => {
    const hashed = await fetchWorker('/assets/index-1a2b3c4d.js');
    expect(hashed.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(hashed.headers.get('Cache-Control')).toContain('immutable');
    expect(await hashed.text()).toBe(FIXTURE_PAGE.get('assets/index-1a2b3c4d.js'));
    const icon = await fetchWorker('/favicon.svg');
    expect(icon.headers.get('Content-Type')).toBe('image/svg+xml');
    expect(icon.headers.get('Cache-Control')).toBe('public, no-cache');
  });
});

describe('an unknown path', () => {
  const paths = [
    '/nothing',
    '/f',
    '/f/a/b',
    '/api',
    '/api/nothing',
    '/models',
    '/ort/1.2.3',
    '/catalog.json',
    '/drawing/card.rgba',
    '/page/index.html',
    '/index.html',
    '/index',
    '/assets/index-1a2b3c4d.js.br',
    '/__proto__',
    '/%E0%A4%A',
  ];

  test.each(paths)('%s answers with a problem', async (path) => {
    const response = await fetchWorker(path);
    expect(response.headers.get('Vary')).toContain('Accept');
    await expectProblem(response, 404, 'not-found');
  });

  test.each(paths)('%s answers a browser with an HTML page', async (path) => {
    const response = await fetchWorker(path, { headers: NAVIGATION });
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
    const page = await response.text();
    expect(page).toContain('There is nothing here');
    expect(page).toContain('href="/"');
  });

  test('answers in the language of the visitor', async () => {
    const pageFor = async (path: string, language: string) =>
      (await fetchWorker(path, { headers: { ...NAVIGATION, 'Accept-Language': language } })).text();
    expect(await pageFor('/nothing', 'fr, ja-JP;q=0.9, en;q=0.8')).toContain('ここには何もありません');
    expect(await pageFor('/nothing', 'en-GB, ja;q=0.9')).toContain('There is nothing here');
    expect(await pageFor('/nothing?lang=ja', 'en')).toContain('<html lang="ja">');
    expect(await pageFor('/s/2345678', 'ja')).toContain('この短縮リンクはありません');
    expect(await pageFor(`/${'a'.repeat(9000)}`, 'ja')).toContain('アドレスが長すぎます');
  });

  test('is escaped in that page', async () => {
    const response = await fetchWorker('/<script>alert(1)</script>', { headers: NAVIGATION });
    expect(await response.text()).not.toContain('<script');
  });
});
