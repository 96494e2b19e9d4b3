import { expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../../latent/code/code.ts';
import { type Face, latentFace, latentFromFace, seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { dot, norm } from '../../../latent/vector.ts';
import type { PageModel } from '../models/page-model.ts';
import {
  editFace,
  faceOf,
  latentOf,
  MAX_ANCESTORS,
  originalOf,
  withAmount,
  withAncestor,
  withClass,
  withDimension,
  withOriginal,
  withScale,
  withVariation,
} from './edited-face.ts';
import { variationOf } from './variation.ts';

const SIZE = 24;
const NO_LOCKS = { directions: new Set<number>(), dimensions: new Set<number>() };

function unit(seed: number): Float32Array {
  const vector = latentFromSeed(seed, SIZE);
  return vector.map((value) => value / norm(vector));
}

const model: PageModel = {
  manifest: {} as Manifest,
  tag: '00aa11',
  latentSize: SIZE,
  truncation: 0.9,
  typical: latentFromSeed(5, SIZE),
  directions: [unit(1), unit(2)],
  fileUrl: () => null,
};

test('a face that is opened and not changed keeps its code', () => {
  const faces: Face[] = [
    seedFace(model.tag, 42),
    seedFace(model.tag, 42, [{ direction: 1, amount: -1.5 }]),
    latentFace(model.tag, latentFromSeed(9, SIZE)),
  ];
  for (const face of faces) {
    expect(faceOf(editFace(face, model), model)).toEqual(face);
  }
});

test('the code brings back the face that the studio shows', () => {
  const edited = withAmount(editFace(seedFace(model.tag, 42), model), 0, 1.25);
  const face = decodeFace(encodeFace(faceOf(edited, model)));
  expect(latentFromFace(face, model)).toEqual(latentOf(edited, model));
  expect(face).toMatchObject({ kind: 'seed', seed: 42, edits: [{ direction: 0, amount: 1.25 }] });
});

test('a dimension can be set, and the sliders stay where they are', () => {
  const edited = withDimension(withAmount(editFace(seedFace(model.tag, 42), model), 0, 1.25), 3, -2, model);
  expect(latentOf(edited, model)[3]).toBeCloseTo(-2, 6);
  expect(edited.amounts).toEqual([1.25, 0]);
  expect(faceOf(edited, model).kind).toBe('latent');
});

test('nearer to the typical face every z is as long as those the model was trained on', () => {
  const whole = editFace(seedFace(model.tag, 42), model);
  const usual = norm(whole.base);
  const typical = norm(model.typical ?? []);
  expect(latentOf({ ...whole, scale: 0 }, model)).toEqual(model.typical);
  for (const scale of [0.1, 0.3, 0.5, 0.9]) {
    const length = norm(latentOf({ ...whole, scale }, model));
    expect(length).toBeGreaterThan(Math.min(usual, typical) - 1e-5);
    expect(length).toBeLessThan(Math.max(usual, typical) + 1e-5);
  }
  expect(latentOf(whole, model)).toEqual(whole.base);
  expect(norm(latentOf({ ...whole, scale: 1.5 }, model))).toBeCloseTo(1.5 * usual, 5);
});

test('a variation keeps locked directions and dimensions, and changes the rest', () => {
  const z = latentOf(editFace(seedFace(model.tag, 42), model), model);
  const locks = { directions: new Set([1]), dimensions: new Set([5]) };
  const variation = variationOf(z, 0.5, 7, locks, model);
  expect(variation[5]).toBeCloseTo(z[5] ?? 0, 5);
  expect(dot(variation, model.directions[1] ?? [])).toBeCloseTo(dot(z, model.directions[1] ?? []), 5);
  expect(norm(variation.map((value, i) => value - (z[i] ?? 0)))).toBeGreaterThan(1);
});

test('a variation of strength 0 is the face itself', () => {
  const z = latentFromSeed(3, SIZE);
  const none = { directions: new Set<number>(), dimensions: new Set<number>() };
  expect(variationOf(z, 0, 7, none, model)).toEqual(z);
});

test('a variation remembers the faces that it came from, and each of them its own', () => {
  const first = withAmount(editFace(seedFace(model.tag, 42), model), 0, 1);
  const second = withVariation(first, latentFromSeed(7, SIZE), model);
  const third = withVariation(second, latentFromSeed(8, SIZE), model);
  expect(third.ancestors.map((face) => latentOf(face, model))).toEqual([
    latentOf(first, model),
    latentOf(second, model),
  ]);
  expect(faceOf(withAncestor(third, 1), model)).toEqual(faceOf(second, model));
  expect(withAncestor(third, 1).ancestors).toEqual(second.ancestors);
  const old = Array.from({ length: 40 }, (_, seed) => seed).reduce(
    (face, seed) => withVariation(face, latentFromSeed(seed, SIZE), model),
    first,
  );
  expect(old.ancestors.length).toBe(MAX_ANCESTORS);
});

test('whatever is changed, the face before its first edit can be brought back', () => {
  const opened = editFace(seedFace(model.tag, 42, [{ direction: 1, amount: -1.5 }]), model);
  const changed = withVariation(withAmount(opened, 0, 1), latentFromSeed(7, SIZE), model);
  expect(originalOf(changed)).toEqual(originalOf(opened));
  expect(withOriginal(changed)).toEqual(opened);
});

test('a conditional model is asked for another class, and z stays as it is', () => {
  const classes = ['0', '1', '7'];
  const pad = (vector: Float32Array) => Float32Array.of(...vector, 0, 0, 0);
  const conditional: PageModel = {
    ...model,
    latentSize: SIZE + 3,
    typical: Float32Array.of(...latentFromSeed(5, SIZE), 1, 0, 0),
    directions: model.directions.map(pad),
    condition: { classes, frequencies: [0.5, 0.25, 0.25] },
  };
  const first = editFace(seedFace(model.tag, 42), conditional);
  const seven = withClass(first, 2, conditional);
  expect(faceOf(seven, conditional)).toEqual(seedFace(model.tag, 42, [], 2));
  expect(latentOf(seven, conditional).slice(0, SIZE)).toEqual(latentOf(first, conditional).slice(0, SIZE));
  expect(latentFromFace(faceOf(seven, conditional), conditional)).toEqual(latentOf(seven, conditional));
  expect(faceOf(editFace(faceOf(seven, conditional), conditional), conditional)).toEqual(
    faceOf(seven, conditional),
  );
  // Neither truncation nor noise changes y.
  for (const scale of [0.3, 1.5]) {
    expect(latentOf(withScale(seven, scale), conditional).slice(SIZE)).toEqual(Float32Array.of(0, 0, 1));
  }
  const varied = variationOf(latentOf(seven, conditional), 0.5, 7, NO_LOCKS, conditional);
  expect(varied.slice(SIZE)).toEqual(Float32Array.of(0, 0, 1));
  const plain = variationOf(latentOf(seven, conditional).slice(0, SIZE), 0.5, 7, NO_LOCKS, model);
  expect(varied.slice(0, SIZE)).toEqual(plain);
  const one = withClass(withVariation(seven, varied, conditional), 1, conditional);
  expect(faceOf(one, conditional)).toMatchObject({ kind: 'latent' });
  expect(latentOf(one, conditional).slice(SIZE)).toEqual(Float32Array.of(0, 1, 0));
});
