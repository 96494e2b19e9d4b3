/** `dareka.generate`: requests, errors and aborts. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenerateRequest } from '../../client/page/public-api.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { decodePng } from '../../picture/png.ts';
import {
  closeProfiles,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  urlOf,
  visitReady,
} from '../browser/browser.ts';
import { generate, maxDifference } from '../browser/pictures.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { defaultManifest } from '../site/published-manifests.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser('wasm');
  ({ page } = await visitReady(await newVisitor(browser, SMALL_WINDOW), '/'));
});

afterAll(() => closeProfiles(browser));

/** The name and message of what `generate` rejects with. */
function refusal(request: GenerateRequest): Promise<string> {
  return page.evaluate(
    (asked) =>
      window.dareka.generate(asked).then(
        () => 'no error',
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    request,
  );
}

test('a request with z draws the same as the share code of that z', async () => {
  const { tag, latentSize } = await defaultManifest();
  const face = latentFace(tag, latentFromSeed(3, latentSize));
  const [fromZ] = await generate(page, { z: Array.from(face.z) });
  const [fromCode] = await generate(page, { code: encodeFace(face) });
  expect(maxDifference(fromZ ?? [], fromCode ?? [])).toBe(0);
});

test('a name has the face that /a gives it, with its traits', async () => {
  const { resolution } = await defaultManifest();
  const [drawn] = await generate(page, { name: 'alice', traits: { age: 'old' } });
  const response = await page.request.get(urlOf(`/a/alice.png?age=old&size=${resolution}`));
  const { data } = await decodePng(Uint8Array.from(await response.body()).buffer);
  expect(maxDifference(drawn ?? [], [...data])).toBe(0);
});

test('on a device with four cores three threads draw the same bits as one, and one goes on where another one fails', async () => {
  const context = await newVisitor(browser, SMALL_WINDOW);
  // After the page's signal, a thread that is asked to draw ends in an error that nobody catches.
  const cores = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });
    addEventListener('message', ({ data }) => {
      if (data.type === 'drawFor') {
        new BroadcastChannel('test').onmessage = () => {
          data.port.onmessage = () => setTimeout(() => { throw new Error('broken'); });
        };
      }
    });`;
  await prependScript(context, '**/assets/engine-worker-*.js', cores);
  const { page: fourCores } = await visitReady(context, '/');
  const workers = () => fourCores.workers().filter((worker) => /engine-worker-/.test(worker.url())).length;
  const request = { seed: 1, n: 16 };
  await expect
    .poll(async () => {
      await generate(fourCores, request);
      return workers();
    })
    .toBe(3);
  const usual = await generate(page, request);
  expect(await generate(fourCores, request)).toEqual(usual);
  await fourCores.evaluate(() => new BroadcastChannel('test').postMessage('break'));
  expect(await generate(fourCores, request)).toEqual(usual);
  await expect.poll(workers).toBe(1);
  await context.close();
});

describe('generate rejects with a message for', () => {
  test.each<[string, GenerateRequest, string]>([
    ['an empty request', {}, 'TypeError: draw takes a list of faces, or an object with one of'],
    ['a request with both a seed and a code', { seed: 1, code: 'x' }, 'TypeError: draw takes'],
    [
      'a trait that the model does not have',
      { seed: 1, traits: { hat: 'yes' } },
      'RangeError: the model has no trait "hat"',
    ],
    ['a negative seed', { seed: -1 }, 'RangeError: a seed is an integer'],
    ['seeds beyond the largest', { seed: 2 ** 53 - 1, n: 2 }, 'RangeError: a seed is an integer'],
    ['zero pictures', { seed: 1, n: 0 }, 'RangeError: n must be an integer'],
    ['several pictures of one z', { z: [0], n: 2 }, 'RangeError: only a seed has others after it'],
    ['a z that is not a number', { z: [Number.NaN] }, 'RangeError: latent[0] is NaN'],
    ['a z of another length', { z: [1, 2, 3] }, "EngineError: the face's z has 3 dimensions"],
    ['a damaged code', { code: 'nobody' }, 'CodeError: byte'],
  ])('%s', async (_, request, message) => {
    expect(await refusal(request)).toContain(message);
  });
});

describe('an AbortSignal', () => {
  test('that is aborted already rejects the call before it begins', async () => {
    const name = await page.evaluate(() =>
      window.dareka.generate({ seed: 1, signal: AbortSignal.abort() }).catch((error: Error) => error.name),
    );
    expect(name).toBe('AbortError');
  });

  test('stops a long call midway, and later calls are drawn at once', async () => {
    const { reason, pictures } = await page.evaluate(async () => {
      const controller = new AbortController();
      const long = window.dareka.generate({ seed: 1, n: 4096, signal: controller.signal });
      // This call runs after the first batch of the long call, which has begun by then.
      await window.dareka.generate({ seed: 9 });
      controller.abort('enough');
      return {
        reason: await long.catch((error: unknown) => error),
        pictures: (await window.dareka.generate({ seed: 1, n: 2 })).length,
      };
    });
    expect({ reason, pictures }).toEqual({ reason: 'enough', pictures: 2 });
  });
});
