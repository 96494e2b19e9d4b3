import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';
import { REFUSED_CODES } from '../testing/refused-codes.ts';

const { models } = await publishedFixture();
const [{ manifest }, { manifest: undrawable }] = models;
const code = encodeFace(seedFace(manifest.tag, 42));
const onDevices = encodeFace(seedFace(undrawable.tag, 42));

/** What a consumer reads from a page: the content of each meta element by its name. */
async function metaOf(path: string): Promise<{ meta: Record<string, string>; page: string }> {
  const page = await (await fetchWorker(path, { headers: NAVIGATION })).text();
  const found = page.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g);
  return { page, meta: Object.fromEntries(Array.from(found, ([, name, content]) => [name, content])) };
}

describe('GET /f/CODE', () => {
  test('is the page with the face in it', async () => {
    const response = await fetchWorker(`/f/${code}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('<title>Someone who does not exist · Dareka</title>');
    expect(page).toContain(
      `<img src="/f/${code}.webp?size=512" width="512" height="512" alt="A made-up face`,
    );
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}/f/${code}">`);
  });

  test('has the tags of Open Graph, Twitter cards and oEmbed discovery', async () => {
    const { page, meta } = await metaOf(`/f/${code}`);
    expect(meta).toMatchObject({
      'og:title': 'Someone who does not exist',
      'og:description': expect.stringContaining('Seed 42 of the model fixture-a.'),
      'og:url': `${ORIGIN}/f/${code}`,
      'og:image': `${ORIGIN}/f/${code}/card.png`,
      'og:image:width': '1200',
      'og:image:height': '630',
      'twitter:card': 'summary_large_image',
      'twitter:image': `${ORIGIN}/f/${code}/card.png`,
    });
    const found = page.matchAll(/type="(application\/json|text\/xml)\+oembed" href="([^"]+)"/g);
    const discovered = Array.from(
      found,
      ([, type, href = '']) => [type, new URL(href.replaceAll('&amp;', '&'))] as const,
    );
    expect(discovered.map(([type]) => type)).toEqual(['application/json', 'text/xml']);
    for (const [type, { pathname, search }] of discovered) {
      const response = await fetchWorker(pathname + search);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toContain(type);
    }
  });

  test('is in the language of the visitor until its script runs, and says so to caches', async () => {
    const japanese = { ...NAVIGATION, 'Accept-Language': 'ja-JP, en;q=0.5' };
    const response = await fetchWorker(`/f/${code}`, { headers: japanese });
    expect(response.headers.get('Vary')).toContain('Accept-Language');
    expect(response.headers.get('Content-Language')).toBe('ja');
    const page = await response.text();
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('<title>どこにもいない人 · Dareka</title>');
    expect(page).toContain('<h1>どこにもいない人</h1>');
    expect(page).toContain('hreflang="en" href="?lang=en">English</a>');
    expect(page).toContain('<p>モデル fixture-a のシード 42。</p>');
    expect(page).toContain('alt="実在しない人の顔"');
    expect(page).not.toContain('does not exist');
    const etag = response.headers.get('ETag') ?? '';
    const english = { ...NAVIGATION, 'Accept-Language': 'jam, en', 'If-None-Match': etag };
    const other = await fetchWorker(`/f/${code}`, { headers: english });
    expect(other.status).toBe(200);
    expect(await other.text()).toContain('<html lang="en">');
    const linked = /hreflang="ja" href="([^"]+)">日本語<\/a>/.exec(
      await (await fetchWorker(`/f/${code}`)).text(),
    );
    const translated = await fetchWorker(`/f/${code}${linked?.[1]}`, { headers: NAVIGATION });
    expect(await translated.text()).toContain('<html lang="ja">');
    const again = await fetchWorker(`/f/${code}`, { headers: { ...japanese, 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('Vary')).toContain('Accept-Language');
  });

  test('describes edits and latent vectors', async () => {
    const edited = encodeFace(seedFace(manifest.tag, 7, [{ direction: 0, amount: 1 }]));
    expect((await metaOf(`/f/${edited}`)).meta['og:description']).toContain(
      'Seed 7 of the model fixture-a, with 1 edit.',
    );
    const latent = encodeFace(latentFace(manifest.tag, new Float32Array(8)));
    expect((await metaOf(`/f/${latent}`)).meta['og:description']).toContain(
      'from a latent vector of its own.',
    );
  });

  test('names no picture of a face that the edge cannot draw', async () => {
    const { page, meta } = await metaOf(`/f/${onDevices}`);
    expect(meta['og:image']).toBeUndefined();
    expect(meta['twitter:card']).toBe('summary');
    expect(page).not.toContain('<img');
  });

  test('is 304 for a client that has it, and 200 for another face', async () => {
    const etag = (await fetchWorker(`/f/${code}`)).headers.get('ETag') ?? '';
    expect((await fetchWorker(`/f/${code}`, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await fetchWorker(`/f/${onDevices}`, { headers: { 'If-None-Match': etag } })).status).toBe(200);
    expect(etag).toMatch(/^W\/"/);
    const [strong = '', listed = ''] = [etag.slice(2), `"other, *", ${etag}`];
    for (const [list, status] of [
      [strong, 304],
      [listed, 304],
      ['*', 304],
      ['"other, *"', 200],
    ] as const) {
      const answer = await fetchWorker(`/f/${code}`, { headers: { 'If-None-Match': list } });
      expect([list, answer.status]).toEqual([list, status]);
    }
  });
});

describe('GET /f/CODE for every kind of code', () => {
  test('answers with the page for every kind of face', async () => {
    const codes = [
      code,
      encodeFace(seedFace(manifest.tag, 1, [{ direction: 1, amount: 1 }])),
      encodeFace(latentFace(undrawable.tag, new Float32Array(8))),
    ];
    for (const each of codes) {
      const response = await fetchWorker(`/f/${each}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
      expect(await response.text()).toContain('<div id="page">');
    }
  });

  test.each(REFUSED_CODES)('answers a browser with the page and an error status for %s', async (...row) => {
    const [, code, status] = row;
    const response = await fetchWorker(`/f/${code}`, { headers: NAVIGATION });
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Vary')).toContain('Accept');
    expect(await response.text()).toContain('<title>Dareka</title>');
  });

  test.each(REFUSED_CODES)('answers programs with a problem for %s', async (_, code, status, name) => {
    for (const accept of ['*/*', 'application/json', 'application/problem+json, text/html;q=0.5']) {
      const response = await fetchWorker(`/f/${code}`, { headers: { Accept: accept } });
      expect(response.headers.get('Vary')).toContain('Accept');
      await expectProblem(response, status, name);
    }
  });
});
