import { describe, expect, test } from 'vitest';
import { nameSeed } from '../../latent/avatar.ts';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { classOfSeed } from '../../latent/condition/condition.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { bytesOf, expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const [{ manifest: plain }, , { manifest }] = (await publishedFixture()).models;
const { tag } = manifest;
const { classes = [], frequencies = [] } = manifest.condition ?? {};
/** Z is five numbers long, and y three. */
const noise = Array.from(latentFromSeed(42, 5), (value) => Math.fround(0.75 * value));
const eight = encodeFace(seedFace(tag, 42, [], 1));
const quoted = encodeFace(seedFace(tag, 42, [], 2));
const mixed = encodeFace(latentFace(tag, Float32Array.of(0, 0, 0, 0, 0, 0.5, 0.5, 0)));

describe('GET /api/faces/CODE of a conditional model', () => {
  test('gives z and after it y, and the name of the class', async () => {
    const face = await (await fetchWorker(`/api/faces/${eight}`)).json();
    expect(face).toMatchObject({ kind: 'seed', seed: 42, class: '8', z: [...noise, 0, 1, 0] });
  });

  test('names the class that a seed draws, and none of a mix', async () => {
    const drawn = classes[classOfSeed(42, frequencies)];
    const face = await (await fetchWorker(`/api/faces/${encodeFace(seedFace(tag, 42))}`)).json();
    expect(face).toMatchObject({ class: drawn });
    expect(await (await fetchWorker(`/api/faces/${mixed}`)).json()).toMatchObject({ class: null });
  });

  test('refuses a class that the model does not have, and any of one without classes', async () => {
    const fourth = await fetchWorker(`/api/faces/${encodeFace(seedFace(tag, 1, [], 3))}`);
    const { detail } = await expectProblem(fourth, 400, 'unfit-code');
    expect(detail).toContain('the face is of class 3, counted from 0, the model has 3 classes');
    const none = await fetchWorker(`/api/faces/${encodeFace(seedFace(plain.tag, 1, [], 0))}`);
    expect((await expectProblem(none, 400, 'unfit-code')).detail).toContain('the model has no classes');
  });
});

test('the card of what is no person has a version of its own', async () => {
  const versions = [tag, plain.tag].map(async (each) => {
    const { headers } = await fetchWorker(`/f/${encodeFace(seedFace(each, 42))}/card.png`);
    return headers.get('ETag')?.slice(0, 17);
  });
  expect(new Set(await Promise.all(versions)).size).toBe(2);
});

describe('pages of a conditional model', () => {
  async function page(code: string, language = 'en') {
    const headers = { ...NAVIGATION, 'Accept-Language': language };
    return (await fetchWorker(`/f/${code}`, { headers })).text();
  }

  test('name the class, and say face only of faces', async () => {
    const document = await page(eight);
    expect(document).toContain('<title>An 8 that nobody wrote · Dareka</title>');
    expect(document).toContain('<meta property="og:title" content="An 8 that nobody wrote">');
    expect(document).toContain('Seed 42 of the model fixture-c, digit 8. Drawn by a neural network; no hand');
    expect(document).toContain('alt="A picture of an 8 that nobody wrote"');
    expect(document).toContain(
      '<meta property="og:image:alt" content="A picture of an 8 that nobody wrote">',
    );
    expect(document).not.toMatch(/\bface\b(?!s)/i);
    const japanese = await page(eight, 'ja');
    expect(japanese).toContain('<h1>誰も書いていない「8」</h1>');
    expect(japanese).toContain('モデル fixture-c のシード 42、数字「8」。');
  });

  test('name none where classes are mixed', async () => {
    const document = await page(mixed);
    expect(document).toContain('<h1>A digit that nobody wrote</h1>');
    expect(document).toContain('Digit of the model fixture-c, from a latent vector of its own.');
  });

  test('show the name of a class as text, whatever is in it', async () => {
    const document = await page(quoted);
    expect(document).toContain('A &quot;&lt;7&gt;&quot; that nobody wrote');
    // In the value of an attribute it is no markup.
    expect(document.replaceAll(/"[^"]*"/g, '')).not.toContain('<7>');
    const query = new URLSearchParams({ url: `${ORIGIN}/f/${quoted}` });
    const { html, title } = await (await fetchWorker(`/oembed?${query}`)).json<Record<string, string>>();
    expect(title).toBe('A "<7>" that nobody wrote');
    expect(html).toContain(' title="A &quot;&lt;7&gt;&quot; that nobody wrote" ');
    expect(await (await fetchWorker(`/embed/${eight}`)).text()).toContain('alt="A picture of an 8 that');
  });
});

describe('what is asked of a conditional model', () => {
  test.each(['8', '%22%3C7%3E%22'])('/a/NAME?class=%s is of that class', async (asked) => {
    const response = await fetchWorker(`/a/alice.png?model=${tag}&class=${asked}`);
    expect(response.status).toBe(200);
    const [, code = ''] = /^\/f\/([\w-]+)\.png/.exec(response.headers.get('Content-Location') ?? '') ?? [];
    expect(decodeFace(code)).toEqual(
      seedFace(tag, nameSeed('alice', 0), [], classes.indexOf(decodeURIComponent(asked))),
    );
    const others = await fetchWorker(`/a/alice.png?model=${tag}&class=0`);
    expect(await bytesOf(others)).not.toEqual(await bytesOf(response));
  });

  test('a class that the model does not have is refused with those it has, and one of a model without classes', async () => {
    const errors = async (path: string) =>
      (await expectProblem(await fetchWorker(path), 400, 'invalid-request')).errors;
    const unknown = 'the model has no class "7"; it has 0, 8, "<7>"';
    for (const path of [`/a/alice?model=${tag}&class=7`, `/api/seed?model=${tag}&class=7`]) {
      expect(await errors(path)).toEqual([{ where: 'query.class', detail: unknown }]);
    }
    for (const path of ['/a/alice?class=7', '/a/v1/alice.png?class=7', '/api/seed?class=7']) {
      expect(await errors(path)).toEqual([{ where: 'query.class', detail: 'the model has no classes' }]);
    }
    expect(await errors(`/a/alice?model=${tag}&class=0&class=8`)).toEqual([
      { where: 'query.class', detail: 'has to be given once' },
    ]);
  });

  test('names and fresh seeds are of the wanted class', async () => {
    const body = JSON.stringify({ names: ['alice', 'bob'], traits: { class: 8 }, model: tag });
    const headers = { 'Content-Type': 'application/json' };
    const posted = await fetchWorker('/api/avatars', { method: 'POST', body, headers });
    const fresh = await fetchWorker(`/api/seed?n=2&model=${tag}&class=8`);
    const { avatars } = await posted.json<{ avatars: { code: string }[] }>();
    const { model, seeds } = await fresh.json<{ model: string; seeds: { code: string }[] }>();
    expect(model).toBe(manifest.id);
    for (const { code } of [...avatars, ...seeds]) {
      expect(decodeFace(code)).toMatchObject({ model: tag, class: 1 });
    }
  });

  test('/api/models lists the classes', async () => {
    const { models } = await (await fetchWorker('/api/models')).json<{ models: object[] }>();
    expect(models).toMatchObject([{ classes: null }, { classes: null }, { classes }]);
  });
});
