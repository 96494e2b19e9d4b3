import { Validator } from '@seriousme/openapi-schema-validator';
import { unfurl } from 'unfurl.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { publishedFixture } from '../testing/fixture-models.ts';
import { type ServedFixture, serveFixture } from './testing/served-fixture.ts';

/** Bundling the worker and starting workerd on a machine that has other work too. */
const START_MS = 120_000;

const { models } = await publishedFixture();
const code = encodeFace(seedFace(models[0].manifest.tag, 42));

let server: ServedFixture;

beforeAll(async () => {
  server = await serveFixture();
}, START_MS);

afterAll(() => server?.stop(), START_MS);

/** The Content-Type of a picture's URL. */
async function typeOf(url: string | undefined): Promise<string | null> {
  const response = await fetch(url ?? '');
  await response.arrayBuffer();
  return response.headers.get('Content-Type');
}

describe('other people’s libraries', () => {
  test('unfurl.js finds the title, the card and the embed of a link', async () => {
    const url = `${server.url}/f/${code}`;
    const found = await unfurl(url);
    expect(found.title).toBe('Someone who does not exist · Dareka');
    expect(found.canonical_url).toBe(url);
    expect(found.open_graph).toMatchObject({ title: 'Someone who does not exist', site_name: 'Dareka', url });
    expect(found.twitter_card.card).toBe('summary_large_image');
    const [card] = found.open_graph.images ?? [];
    expect(card).toMatchObject({
      type: 'image/png',
      width: 1200,
      height: 630,
      alt: expect.stringMatching(/face/),
    });
    expect(await typeOf(card?.url)).toBe('image/png');
    expect(await typeOf(found.twitter_card.images[0]?.url)).toBe('image/png');
    expect(found.oEmbed).toMatchObject({
      type: 'rich',
      version: '1.0',
      provider_name: 'Dareka',
      html: expect.stringContaining(`src="${server.url}/embed/${code}"`),
      width: 512,
      height: 512,
    });
    expect(await typeOf(found.oEmbed?.thumbnails?.[0]?.url)).toBe('image/png');
  });

  test('unfurl.js follows a short link', async () => {
    const made = await fetch(`${server.url}/api/links`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const { url } = (await made.json()) as { url: string };
    expect((await unfurl(url)).canonical_url).toBe(`${server.url}/f/${code}`);
  });

  test('an OpenAPI validator accepts the API’s document', async () => {
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Record<
      string,
      unknown
    >;
    const { valid, errors } = await new Validator().validate(document);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });
});
