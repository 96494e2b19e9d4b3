import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import gravatar from 'gravatar';
import libravatar from 'libravatar';
import sharp from 'sharp';
import { unfurl } from 'unfurl.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { candidateIds } from '../links/short-id.ts';
import { publishedFixture } from '../testing/fixture-models.ts';
import {
  type ApiDocument,
  type DocumentedBody,
  differenceFrom,
  requestsOf,
} from './testing/document-requests.ts';
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
});

describe('clients of avatar services', () => {
  /** The picture of a URL, as another program sees it, and its address here. */
  async function pictureOf(url: string): Promise<{ size: number; format: string; place: string | null }> {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    const { width = 0, format } = await sharp(await response.arrayBuffer()).metadata();
    return { size: width, format, place: response.headers.get('Content-Location') };
  }

  /** The address of the face of a name. */
  async function placeOf(name: string, query = ''): Promise<string | null> {
    return (await fetch(`${server.url}/a/${name}.png${query}`)).headers.get('Content-Location');
  }

  const email = ' Alice@Example.com ';
  const hash = createHash('md5').update('alice@example.com').digest('hex');

  test('gravatar’s address of an e-mail address has the face of its hash', async () => {
    const url = gravatar.url(email, {
      cdn: server.url,
      s: '96',
      d: 'identicon',
      r: 'pg',
    } as gravatar.Options);
    expect(await pictureOf(url)).toEqual({ size: 96, format: 'png', place: await placeOf(hash, '?size=96') });
  });

  test('so has libravatar’s, by SHA-256 in capitals and with other sizes', async () => {
    const [own] = libravatar.parse_user_identity(email, null);
    const { host } = new URL(server.url);
    const url = libravatar.compose_avatar_url(host, own, '?s=2048&d=404', false);
    expect(await pictureOf(url)).toEqual({
      size: 512,
      format: 'png',
      place: await placeOf(hash, '?size=512'),
    });
    const sha256 = createHash('sha256').update('alice@example.com').digest('hex');
    const { place } = await pictureOf(`${server.url}/avatar/${sha256.toUpperCase()}.jpg?s=1`);
    expect(place).toBe((await placeOf(sha256, '?size=16'))?.replace('.png', '.jpg'));
  });

  test('DiceBear’s addresses have the face of the seed, whatever the version and the style', async () => {
    for (const [format, expected] of [
      ['png', 'png'],
      ['jpg', 'jpeg'],
      ['webp', 'webp'],
    ]) {
      const { size, format: found } = await pictureOf(
        `${server.url}/9.x/pixel-art/${format}?seed=alice&size=96&radius=50`,
      );
      expect([size, found]).toEqual([96, expected]);
    }
    const { place } = await pictureOf(`${server.url}/10.x/lorelei/png?seed=alice`);
    expect(place).toBe(await placeOf('alice'));
  });

  test('DiceBear’s options of a style are ignored where they are called like traits; traits work', async () => {
    const options = 'age=variant01&smile[]=a&smile[]=b&hair=long01&hairColor=2c1b18&mouth=smile&hat=yes';
    const seen = await pictureOf(`${server.url}/9.x/avataaars/png?seed=alice&${options}`);
    expect(seen.place).toBe(await placeOf('alice'));
    const svg = await fetch(`${server.url}/9.x/avataaars/svg?seed=alice&${options}`);
    expect(svg.status).toBe(200);
    const old = await pictureOf(`${server.url}/9.x/avataaars/png?seed=alice&age=old`);
    expect(old.place).toBe(await placeOf('alice', '?age=old'));
  });

  test('an SVG in DiceBear’s form is rendered with its corners, its background and the face turned', async () => {
    const plain = `${server.url}/9.x/faces/svg?seed=alice&size=64`;
    async function render(query: string): Promise<(x: number, y: number) => number[]> {
      const svg = await (await fetch(plain + query)).arrayBuffer();
      const { data, info } = await sharp(svg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([64, 64]);
      return (x, y) => Array.from(data.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 4));
    }
    const [face, round, flipped, small] = await Promise.all(
      ['', '&radius=50', '&flip=true', '&scale=50&backgroundColor=00ff00'].map(render),
    );
    expect([face?.(1, 1)[3], round?.(1, 1)[3], round?.(32, 32)[3]]).toEqual([255, 0, 255]);
    expect(flipped?.(10, 20)).toEqual(face?.(53, 20));
    expect(small?.(2, 2)).toEqual([0, 255, 0, 255]);
  });

  test('JSON in DiceBear’s form has the SVG, and the face’s own addresses', async () => {
    const { svg, extra } = (await (
      await fetch(`${server.url}/9.x/faces/json?seed=alice&size=64`)
    ).json()) as { svg: string; extra: Record<string, string> };
    expect(svg).toBe(await (await fetch(`${server.url}/9.x/faces/svg?seed=alice&size=64`)).text());
    expect(extra.picture).toBe(server.url + (await placeOf('alice', '?size=64')));
    expect(await (await fetch(extra.url ?? '')).text()).toContain('<title>');
  });
});

describe('the document of the API', () => {
  let document: ApiDocument;
  const ajv = addFormats(new Ajv2020({ strict: true, strictTuples: false, allErrors: true })).addVocabulary([
    'components',
  ]);

  beforeAll(async () => {
    document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ApiDocument;
  });

  /** A schema of the document, which may refer to its components. */
  function compile(schema: object): ValidateFunction {
    return ajv.compile({ ...schema, components: document.components });
  }

  test('is accepted by an OpenAPI validator', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('holds schemas of JSON Schema 2020-12 only', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const bodies: DocumentedBody[] = operations.flatMap(({ requestBody, responses }) => [
      ...(requestBody === undefined ? [] : [requestBody]),
      ...Object.values(responses),
    ]);
    const schemas = [
      ...operations.flatMap(({ parameters }) => parameters.map(({ schema }) => schema)),
      ...bodies.flatMap(({ content = {} }) => Object.values(content).map(({ schema }) => schema ?? {})),
    ];
    expect(schemas.length).toBeGreaterThan(50);
    for (const schema of schemas) {
      compile(schema);
    }
  });

  test('takes every id that a short link can have', async () => {
    const id = document.paths['/s/{id}']?.get?.parameters[0]?.schema ?? {};
    const made = document.paths['/api/links']?.post?.responses['201']?.content?.['application/json']?.schema;
    const { id: answered } = (made as { properties: Record<string, object> }).properties;
    for (const validate of [compile(id), compile(answered ?? {})]) {
      for (let seed = 0; seed < 100; seed++) {
        for (const candidate of await candidateIds(encodeFace(seedFace(models[0].manifest.tag, seed)))) {
          expect([candidate, validate(candidate)]).toEqual([candidate, true]);
        }
      }
    }
  });

  test('says what the site answers to every request that can be made from it', async () => {
    const { id } = models[0].manifest;
    const own = encodeFace(seedFace(models[0].manifest.tag, 77));
    const [link = ''] = await candidateIds(own);
    const examples = {
      code: own,
      url: `${server.url}/f/${own}`,
      file: 'probe.png',
      format: 'xml',
      name: 'alice',
      hash: '0'.repeat(32),
      version: '9.x',
      style: 'faces',
    };
    const bodies = {
      '/api/links': [own, own, encodeFace(seedFace('ffffff', 1)), 'AAAA', 7].map((code) => ({ code })),
      '/api/avatars': [
        { names: ['alice'], traits: { age: 'old' }, model: id, size: 64 },
        { names: ['alice'], model: 'ffffff' },
        { names: [], traits: { age: {} }, more: 1 },
      ],
    };
    const requests = requestsOf(
      document,
      (path) => ({
        ...examples,
        id: path.startsWith('/s/') ? link : id,
        ...(path.includes('{format}') ? { format: 'json' } : {}),
      }),
      (path) => bodies[path as keyof typeof bodies],
    );
    const answered = new Set<string>();
    for (const { operation, method, path, body, type = '' } of requests) {
      const headers = { 'Accept-Encoding': 'identity', 'Content-Type': type };
      const init = { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) } as const;
      const first = await fetch(server.url + path, init);
      const etag = first.headers.get('ETag');
      const answers = [first];
      if (etag !== null && first.status === 200) {
        answers.push(
          await fetch(server.url + path, { ...init, headers: { ...headers, 'If-None-Match': etag } }),
        );
      }
      for (const answer of answers) {
        const fault = await differenceFrom(operation, answer, compile);
        expect([method, path.slice(0, 80), answer.status, fault]).toEqual([
          method,
          path.slice(0, 80),
          answer.status,
          undefined,
        ]);
        answered.add(`${operation.operationId} ${answer.status}`);
      }
    }
    const documentedAnswers = requests.flatMap(({ operation: { operationId, responses } }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`),
    );
    const missing = new Set(documentedAnswers.filter((each) => !answered.has(each)));
    // What takes a range, a condition, a flood, a broken database or a fault of ours has tests of its own.
    expect([...missing].filter((each) => !/ (206|412|416|429|500|503)$/.test(each))).toEqual([]);
  });
});
