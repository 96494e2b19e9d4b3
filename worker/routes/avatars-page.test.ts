import { describe, expect, test } from 'vitest';
import { fetchWorker, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }, { manifest: undrawable }] = models;

async function pageAt(path: string): Promise<string> {
  const response = await fetchWorker(path);
  expect(response.status).toBe(200);
  return response.text();
}

function contentOf(page: string, property: string): string | undefined {
  return new RegExp(`<meta property="${property}" content="([^"]*)">`)
    .exec(page)?.[1]
    ?.replaceAll('&amp;', '&');
}

async function codeOf(address: string): Promise<string> {
  const location = (await fetchWorker(address)).headers.get('Content-Location') ?? '';
  return /^\/f\/([^.]+)/.exec(location)?.[1] ?? '';
}

describe('GET /avatars', () => {
  test.each([
    ['?name=alice', '/a/v2/alice'],
    ['?name=alice&version=v1', '/a/v1/alice'],
    ['?name=%E8%AA%B0%E3%81%8B&age=old', '/a/v2/%E8%AA%B0%E3%81%8B?age=old'],
    ['?name=alice&version=latest', '/a/alice'],
    [`?name=alice&model=${manifest.tag}`, `/a/alice?model=${manifest.tag}`],
  ])('%s has the card of the face at %s', async (query, address) => {
    const page = await pageAt(`/avatars${query}&fbclid=1`);
    const code = await codeOf(address);
    expect(contentOf(page, 'og:image')).toBe(`${ORIGIN}/f/${code}/card.png`);
    expect(contentOf(page, 'og:url')).toBe(`${ORIGIN}/avatars${query}`);
    expect((await fetchWorker(`/f/${code}/card.png`)).headers.get('Content-Type')).toBe('image/png');
  });

  test('names no card where the edge cannot draw the model', async () => {
    const page = await pageAt(`/avatars?name=alice&model=${undrawable.tag}`);
    expect(contentOf(page, 'og:image')).toBeUndefined();
  });

  test.each(['age=ancient', 'model=ffffff'])(
    'with %s, which is not here, has the card of the name, as the view shows it',
    async (unknown) => {
      const page = await pageAt(`/avatars?name=alice&${unknown}`);
      const code = await codeOf('/a/v2/alice');
      expect(contentOf(page, 'og:image')).toBe(`${ORIGIN}/f/${code}/card.png`);
      expect(contentOf(page, 'og:url')).toBe(`${ORIGIN}/avatars?name=alice`);
    },
  );

  test.each(['', '?name=', '?name=a&age=old&age=young'])(
    '%j, which names no face, has the card of the page',
    async (query) => {
      const usual = contentOf(await pageAt('/studio'), 'og:image');
      const page = await pageAt(`/avatars${query}`);
      expect(contentOf(page, 'og:image')).toBe(usual);
      expect(contentOf(page, 'og:url')).toBe(`${ORIGIN}/avatars`);
    },
  );

  test('a name is escaped', async () => {
    expect(await pageAt('/avatars?name=%22%3E%3Cscript%3E')).not.toContain('<script>');
  });
});
