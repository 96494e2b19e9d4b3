/** What callers that write JavaScript get wrong: each error names the argument, and says what is right. */
import { describe, expect, test } from 'vitest';
import { seedFace } from '../../latent/face.ts';
import { facesOf } from './draw-request.ts';
import { type EngineOptions, openEngine } from './engine.ts';
import { toBlob, toCanvas } from './outputs.ts';

const TAG = 'a82bcb';
const circular: { self?: unknown } = {};
circular.self = circular;

async function defaultTag(): Promise<string> {
  return TAG;
}

describe('draw', () => {
  test.each([
    [undefined, 'not undefined'],
    [{ seed: 42 }, 'not {"seed":42}'],
    [{ seed: 42n }, 'not [object Object]'],
    [circular, 'not [object Object]'],
    [{ seeds: ['42'] }, 'seeds[0] is "42", not a number'],
    [{ seeds: [1, 42n] }, 'seeds[1] is 42n, not a number'],
    [{ seeds: [-1] }, 'a seed is an integer in 0 … 9007199254740991, not -1'],
    [{ latents: [null] }, 'latents[0] is null, not a Float32Array'],
    [{ latents: ['abc'] }, 'latents[0] is "abc", not a Float32Array'],
    [{ latents: [[0, Number.NaN]] }, 'latents[0][1] is NaN'],
    [[seedFace(TAG, 1), 'x'], 'faces[1] is "x"; seedFace and decodeFace make faces'],
    [[{ model: TAG, kind: 'seed', seed: 1 }], 'faces[0] is {"model":"a82bcb","kind":"seed","seed":1};'],
    [[{ model: TAG, kind: 'latent' }], 'faces[0] is {"model":"a82bcb","kind":"latent"};'],
  ])('refuses %o', async (request, message) => {
    await expect(facesOf(request as never, defaultTag)).rejects.toThrow(message);
  });

  test('a large value is not repeated whole', async () => {
    const refused = facesOf({ seed: 'x'.repeat(1e6) } as never, defaultTag);
    await expect(refused).rejects.toThrow(/^.{1,200}$/);
  });

  test('vectors in arrays of other kinds are drawn', async () => {
    const request = { latents: [[0, 1], new Float64Array(2)] };
    expect(await facesOf(request as never, defaultTag)).toHaveLength(2);
  });
});

test.each([
  [undefined, 'openEngine needs `models`'],
  [null, 'openEngine needs `models`'],
  [{ models: null }, 'openEngine needs `models`'],
  [{ models: '/models/', threads: 0 }, 'threads is a whole number of at least 1, not 0'],
  [{ models: '/models/', batch: 1.5 }, 'batch is a whole number of at least 1, not 1.5'],
  [{ models: '/models/', backend: 'gpu' }, 'backend is webgpu or wasm, not gpu'],
  [{ models: '/models/', worker: 'worker.js' }, 'worker is a function that starts one, not worker.js'],
])('openEngine refuses %o', (options, message) => {
  expect(() => openEngine(options as EngineOptions)).toThrow(message);
});

test('a call refuses what is no face or no picture', async () => {
  const engine = openEngine({ models: '/models/' });
  await expect(engine.latent({} as never)).rejects.toThrow('face is {}; seedFace');
  await expect(engine.activations(undefined as never)).rejects.toThrow('face is undefined; seedFace');
  await expect(engine.discriminate(TAG, undefined as never)).rejects.toThrow('a picture is an ImageData');
});

test.each([
  [undefined, 'not undefined'],
  [Promise.resolve(), 'not [object Promise]'],
  [[{}], 'not a list: take one of its pictures'],
])('what is no picture is refused: %o', async (picture, message) => {
  await expect(toBlob(picture as never)).rejects.toThrow(message);
  expect(() => toCanvas(picture as never, {} as never)).toThrow(message);
});

test('what is no canvas is refused', () => {
  const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  expect(() => toCanvas(picture as never, null as never)).toThrow('toCanvas takes a canvas, not null');
});
