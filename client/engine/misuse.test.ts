/** What callers that write JavaScript get wrong: each error names the argument, and says what is right. */
import { describe, expect, test } from 'vitest';
import { reactive } from 'vue';
import { type AvatarModel, avatarFace, conditionedSeed } from '../../latent/avatar.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { facesOf, type RequestModels } from './draw-request.ts';
import { openEngine } from './engine.ts';
import type { EngineOptions } from './options.ts';
import { toBlob, toCanvas } from './outputs.ts';

const TAG = 'a82bcb';
const CONDITIONAL = 'd16175';
const circular: { self?: unknown } = {};
circular.self = circular;

const model: AvatarModel = {
  tag: TAG,
  latentSize: 2,
  truncation: 0.5,
  directions: [Float32Array.of(1, 0)],
  named: [{ name: 'age', ends: ['young', 'old'], range: [-4, 4] }],
};
const conditional: AvatarModel = {
  ...model,
  latentSize: 4,
  directions: [Float32Array.of(1, 0, 0, 0)],
  condition: { classes: ['0', '7'], frequencies: [0.5, 0.5] },
};

const models: RequestModels = {
  defaultTag: async () => TAG,
  avatarModel: async (tag) => ({ ...(tag === CONDITIONAL ? conditional : model), tag }),
};

describe('draw', () => {
  test.each([
    [undefined, 'not undefined'],
    [{ face: 42 }, 'not {"face":42}'],
    [{ seeds: 42 }, 'not {"seeds":42}'],
    [{ seed: 42n }, 'seed is 42n, not a number'],
    [{ seed: 1, name: 'alice' }, 'not {"seed":1,"name":"alice"}'],
    [{ seed: 1, seeds: [2] }, 'not {"seed":1,"seeds":[2]}'],
    [{ names: ['alice', 7] }, 'names[1] is 7, not a text'],
    [{ name: ' ' }, 'a name has 1 … 256 bytes of UTF-8, this one 0'],
    [{ name: 'alice', traits: { hat: 'yes' } }, 'the model has no trait "hat"; it has age'],
    [{ name: 'alice', traits: ['old'] }, 'traits is ["old"], not an object'],
    [{ code: 'EAAA', traits: { age: 'old' } }, 'traits go with a seed or a name, a code is a whole face'],
    [{ code: 'EAAA', class: '7' }, 'a class goes with a seed or a name, a code is a whole face'],
    [{ seed: 1, class: ['7'] }, 'class is ["7"], not the name of a class'],
    [{ seed: 1, class: '7' }, 'the model has no classes'],
    [{ seed: 1, class: '3', model: CONDITIONAL }, 'the model has no class "3"; it has 0, 7'],
    [[{ ...seedFace(TAG, 1), class: '7' }], 'faces[0] is {"model":"a82bcb","kind":"seed","seed":1,'],
    [{ code: 'AAAA' }, 'byte'],
    [circular, 'not [object Object]'],
    [{ seeds: ['42'] }, 'seeds[0] is "42", not a number'],
    [{ seeds: [1, 42n] }, 'seeds[1] is 42n, not a number'],
    [{ seeds: [-1] }, 'a seed is an integer in 0 … 9007199254740991, not -1'],
    [{ latents: [null] }, 'latents[0] is null, not a Float32Array'],
    [{ latents: ['abc'] }, 'latents[0] is "abc", not a Float32Array'],
    [{ latents: [[0, Number.NaN]] }, 'latents[0][1] is NaN'],
    [[seedFace(TAG, 1), 'x'], 'faces[1] is "x"; seedFace and decodeFace make faces'],
    [[{ model: TAG, kind: 'seed', seed: 1 }], 'faces[0] is {"model":"a82bcb","kind":"seed","seed":1};'],
    [[{ ...seedFace(TAG, 1), edits: [null] }], 'faces[0] is {"model":"a82bcb","kind":"seed","seed":1,'],
    [[{ model: TAG, kind: 'latent' }], 'faces[0] is {"model":"a82bcb","kind":"latent"};'],
  ])('refuses %o', async (request, message) => {
    await expect(facesOf(request as never, models)).rejects.toThrow(message);
  });

  test('a large value is not repeated whole', async () => {
    const refused = facesOf({ seeds: 'x'.repeat(1e6) } as never, models);
    await expect(refused).rejects.toThrow(/^.{1,200}$/);
  });

  test.each([
    seedFace(CONDITIONAL, 1, [{ direction: 0, amount: 1 }], 1),
    seedFace(TAG, 1),
    latentFace(TAG, Float32Array.of(0, 1)),
  ])('a face in the proxies of Vue becomes plain data, which a worker can be sent: %o', async (face) => {
    expect(() => structuredClone(reactive(face))).toThrow();
    expect(structuredClone(await facesOf([reactive(face)], models))).toEqual([face]);
  });

  test('vectors in arrays of other kinds are drawn', async () => {
    const request = { latents: [[0, 1], new Float64Array(2)] };
    expect(await facesOf(request as never, models)).toHaveLength(2);
  });
});

test('seeds, names and codes are faces, with the traits that are asked for', async () => {
  const old = { age: 'old' };
  const ofModel = { ...model, tag: 'b0b0b0' };
  expect(await facesOf({ seeds: [1, 2] }, models)).toEqual([seedFace(TAG, 1), seedFace(TAG, 2)]);
  expect(await facesOf({ seed: 1, traits: old }, models)).toEqual([conditionedSeed(1, old, model)]);
  expect(await facesOf({ name: 'alice' }, models)).toEqual([avatarFace('alice', {}, model)]);
  expect(await facesOf({ names: ['alice', 'bob'], traits: old, model: 'b0b0b0' }, models)).toEqual([
    avatarFace('alice', old, ofModel),
    avatarFace('bob', old, ofModel),
  ]);
  const ofClass = { class: '7', model: CONDITIONAL };
  expect(await facesOf({ seeds: [1, 2], ...ofClass }, models)).toEqual([
    seedFace(CONDITIONAL, 1, [], 1),
    seedFace(CONDITIONAL, 2, [], 1),
  ]);
  expect(await facesOf({ name: 'alice', traits: old, ...ofClass, class: 7 }, models)).toEqual([
    avatarFace('alice', { age: 'old', class: '7' }, { ...conditional, tag: CONDITIONAL }),
  ]);
  const face = conditionedSeed(7, old, ofModel);
  expect(face.edits).not.toEqual([]);
  expect(await facesOf({ code: encodeFace(face) }, models)).toEqual([face]);
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
