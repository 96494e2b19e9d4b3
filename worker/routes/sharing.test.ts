import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

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
    expect(page).toContain(`<img src="/f/${code}.png?size=512" width="512" height="512" alt="A made-up face`);
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}/f/${code}">`);
  });

  test('unfurls: Open Graph, a Twitter card, and oEmbed’s discovery', async () => {
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

  test('tells of edits and of latent vectors', async () => {
    const edited = encodeFace(seedFace(manifest.tag, 7, [{ direction: 0, amount: 1 }]));
    expect((await metaOf(`/f/${edited}`)).meta['og:description']).toContain(
      'Seed 7 of the model fixture-a, with 1 edit.',
    );
    const latent = encodeFace(latentFace(manifest.tag, new Float32Array(8)));
    expect((await metaOf(`/f/${latent}`)).meta['og:description']).toContain(
      'from a latent vector of its own.',
    );
  });

  test('promises no picture of a face that only devices draw', async () => {
    const { page, meta } = await metaOf(`/f/${onDevices}`);
    expect(meta['og:image']).toBeUndefined();
    expect(meta['twitter:card']).toBe('summary');
    expect(page).not.toContain('<img');
  });

  test('is not sent to who has it, and another face’s is', async () => {
    const etag = (await fetchWorker(`/f/${code}`)).headers.get('ETag') ?? '';
    expect((await fetchWorker(`/f/${code}`, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await fetchWorker(`/f/${onDevices}`, { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });
});

describe('GET /embed/CODE', () => {
  test('is a page of one face that any site may frame, a picture where no script runs', async () => {
    const response = await fetchWorker(`/embed/${code}`);
    expect(response.status).toBe(200);
    expect(response.headers.has('X-Frame-Options')).toBe(false);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toContain("default-src 'none'");
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    const page = await response.text();
    expect(page).toContain(`<img src="/f/${code}.png?size=512"`);
    expect(page).toContain(`<dareka-face code="${code}" interactive>`);
    expect(page).toContain(`<a href="/f/${code}" target="_blank" rel="noopener"`);
  });

  test('refuses what it cannot show, in words where a person looks', async () => {
    await expectProblem(await fetchWorker('/embed/AAAA'), 400, 'damaged-code');
    await expectProblem(await fetchWorker(`/embed/${onDevices}`), 404, 'not-drawable');
    const page = await fetchWorker('/embed/AAAA', { headers: NAVIGATION });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('The share code is damaged');
  });
});

describe('GET /oembed', () => {
  const oembed = (query: Record<string, string>) => fetchWorker(`/oembed?${new URLSearchParams(query)}`);
  const url = `${ORIGIN}/f/${code}`;

  test('answers with a frame', async () => {
    const response = await oembed({ url });
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await response.json()).toEqual({
      version: '1.0',
      type: 'rich',
      html: expect.stringMatching(
        new RegExp(`^<iframe src="${ORIGIN}/embed/${code}" width="512" height="512" .*</iframe>$`),
      ),
      width: 512,
      height: 512,
      title: 'Someone who does not exist',
      provider_name: 'Dareka',
      provider_url: `${ORIGIN}/`,
      cache_age: 86400,
      thumbnail_url: `${ORIGIN}/f/${code}.png?size=512`,
      thumbnail_width: 512,
      thumbnail_height: 512,
    });
  });

  test.each([
    [{ maxwidth: '300' }, 300, 'rich'],
    [{ maxwidth: '2000', maxheight: '256' }, 256, 'rich'],
    [{ maxwidth: '199' }, 199, 'photo'],
    [{ maxheight: '64' }, 64, 'photo'],
  ])('keeps within %j', async (room, edge, type) => {
    const answer = await (await oembed({ url, ...room })).json<Record<string, unknown>>();
    expect(answer).toMatchObject({ type, width: edge, height: edge, thumbnail_width: edge });
    if (type === 'photo') {
      const { pathname, search } = new URL(String(answer.url));
      expect((await fetchWorker(pathname + search)).headers.get('Content-Type')).toBe('image/png');
    }
  });

  test('answers in XML, with everything escaped', async () => {
    const response = await oembed({ url, format: 'xml' });
    expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    const xml = await response.text();
    expect(xml).toContain('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>');
    expect(xml).toContain('<type>rich</type>');
    expect(xml).toContain('<html>&lt;iframe src=&quot;');
    expect(xml.match(/<iframe/)).toBeNull();
  });

  test('knows short links', async () => {
    const body = JSON.stringify({ code });
    const made = await fetchWorker('/api/links', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    const { url: short } = await made.json<{ url: string }>();
    expect(await (await oembed({ url: short })).json()).toMatchObject({ type: 'rich' });
  });

  test.each([
    ['another host', `https://elsewhere.test/f/${code}`],
    ['another scheme', `javascript://dareka.test/f/${code}`],
    ['no URL', 'face'],
    ['another page', `${ORIGIN}/`],
    ['a damaged code', `${ORIGIN}/f/AAAA`],
    ['an unknown short link', `${ORIGIN}/s/2345678`],
    ['a face that only devices draw', `${ORIGIN}/f/${onDevices}`],
  ])('has nothing for %s: 404, as the specification says', async (_, link) => {
    await expectProblem(await oembed({ url: link }), 404, 'not-embeddable');
  });

  test('has no other format: 501, as the specification says', async () => {
    await expectProblem(await oembed({ url, format: 'yaml' }), 501, 'unsupported-format');
  });

  test.each([{}, { url, maxwidth: '63' }, { url, maxheight: '-1' }, { url, callback: 'x' }])(
    'refuses %j',
    async (query) => {
      await expectProblem(await oembed(query), 400, 'invalid-request');
    },
  );
});
