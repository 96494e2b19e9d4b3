import { expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { type Face, seedFace } from '../../latent/face.ts';
import { createFaceState } from './face-state.ts';
import type { ModelInfo } from './model-info.ts';

const MODEL: ModelInfo = {
  id: 'some-1a2b3c',
  tag: '1a2b3c',
  latentSize: 2,
  truncation: 1,
  condition: undefined,
  directions: [{ name: 'mouthOpen', ends: null, range: [-2, 2] }],
  labels: [],
  vectors: null,
};

function create() {
  const errors: unknown[] = [];
  const shown: (Face | null)[] = [];
  const site = { model: async () => MODEL, vectors: async () => [] };
  const state = createFaceState(site, {
    onFace: (face) => shown.push(face),
    onError: (error) => errors.push(error),
  });
  return { state, errors, shown };
}

test('a face that needs no request is set synchronously, with its code', () => {
  const { state } = create();
  const face = seedFace('1a2b3c', 1);
  void state.update(() => face);
  expect(state.face).toEqual(face);
  expect(state.code).toBe(encodeFace(face));
});

test('of two concurrent updates the later one sets the face', async () => {
  const { state, shown } = create();
  const [slow, fast] = [1, 2].map((seed) => seedFace('1a2b3c', seed)) as [Face, Face];
  const first = state.update(() => new Promise((resolve) => setTimeout(resolve, 20, slow)));
  expect(await state.update(() => Promise.resolve(fast))).toBe(true);
  expect(await first).toBe(false);
  expect(shown).toEqual([fast]);
});

test('an update takes the place of one that waits for its base', async () => {
  const { state, shown } = create();
  const [face, late] = [1, 2].map((seed) => seedFace('1a2b3c', seed)) as [Face, Face];
  void state.update(() => face);
  const { promise, resolve } = Promise.withResolvers<Face>();
  const waiting = state.update(() => promise);
  expect(state.isLoading).toBe(true);
  await state.update();
  expect(state.isLoading).toBe(false);
  resolve(late);
  expect(await waiting).toBe(false);
  expect(shown).toEqual([face, face]);
});

test('positions move the face; a direction that the model does not have is reported once', async () => {
  const { state, errors } = create();
  state.setBase(seedFace('1a2b3c', 1));
  state.setPosition('mouthopen', 0.5);
  state.setPosition('smile', 1);
  await state.update();
  await state.update();
  expect(state.face).toEqual(seedFace('1a2b3c', 1, [{ direction: 0, amount: 1 }]));
  expect(state.position(MODEL, 0)).toBe(0.5);
  expect(errors).toMatchObject([{ kind: 'direction' }]);
  state.setPosition('mouthopen', null);
  await state.update();
  expect(state.face).toEqual(seedFace('1a2b3c', 1));
});

test('a base that cannot be loaded leaves no face and reports an error', async () => {
  const { state, errors } = create();
  await state.update(() => seedFace('1a2b3c', 1));
  await state.update(() => Promise.reject(new Error('no model')));
  expect([state.face, state.code]).toEqual([null, null]);
  expect(errors).toMatchObject([{ message: 'no model' }]);
  expect(state.failure).toBe(errors[0]);
  await state.update(() => seedFace('1a2b3c', 1));
  expect(state.failure).toBeNull();
});
