import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { expectProblem, fetchWorker, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }, { manifest: undrawable }] = models;
const code = encodeFace(seedFace(manifest.tag, 42));
const onDevices = encodeFace(seedFace(undrawable.tag, 42));

describe('GET /oembed', () => {
  const oembed = (query: Record<string, string>) => fetchWorker(`/oembed?${new URLSearchParams(query)}`);
  const url = `${ORIGIN}/f/${code}`;

  test('answers with an iframe', async () => {
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
    [{ maxwidth: '63' }, 63, 'photo'],
    [{ maxwidth: '1', maxheight: '300.7' }, 1, 'photo'],
    [{ maxwidth: '0', maxheight: '300.7' }, 300, 'rich'],
    [{ maxwidth: '', maxheight: '' }, 512, 'rich'],
    [{ maxwidth: '300px', maxheight: '280.5PX' }, 280, 'rich'],
    [{ maxwidth: '100%' }, 512, 'rich'],
    [{ maxwidth: '-1' }, 512, 'rich'],
    [{ maxwidth: '99999999999' }, 512, 'rich'],
    [{ dnt: '1', callback: 'x' }, 512, 'rich'],
  ])('keeps within %j', async (room, edge, type) => {
    const answer = await (await oembed({ url, ...room })).json<Record<string, unknown>>();
    expect(answer).toMatchObject({ type, width: edge, height: edge, thumbnail_width: edge });
    if (type === 'photo') {
      const { pathname, search } = new URL(String(answer.url));
      expect(search).toMatch(/^\?size=(64|128|256)$/);
      expect((await fetchWorker(pathname + search)).headers.get('Content-Type')).toBe('image/png');
    }
  });

  test('answers in XML, with all values escaped', async () => {
    const response = await oembed({ url, format: 'xml' });
    expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    const xml = await response.text();
    expect(xml).toContain('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>');
    expect(xml).toContain('<type>rich</type>');
    expect(xml).toContain('<html>&lt;iframe src=&quot;');
    expect(xml.match(/<iframe/)).toBeNull();
  });

  test('resolves short links', async () => {
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
  ])('answers 404 for %s, as the specification says', async (_, link) => {
    await expectProblem(await oembed({ url: link }), 404, 'not-embeddable');
  });

  test('answers 501 for another format, as the specification says', async () => {
    await expectProblem(await oembed({ url, format: 'yaml' }), 501, 'unsupported-format');
  });

  test.each(['/', ').', '?fbclid=1', '?v=2#top', '%E2%80%9D'])(
    'takes a link that ends with %s',
    async (end) => {
      expect(await (await oembed({ url: url + end })).json()).toMatchObject({
        html: expect.stringContaining(`src="${ORIGIN}/embed/${code}"`),
      });
    },
  );

  test.each([{}, { url, maxwidth: 'wide' }, { url, maxheight: '1e3' }, { url, maxwidth: 'px' }])(
    'refuses %j',
    async (query) => {
      await expectProblem(await oembed(query), 400, 'invalid-request');
    },
  );
});
