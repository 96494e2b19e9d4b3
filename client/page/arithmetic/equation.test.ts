import { expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFromFace, seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import type { PageModel } from '../models/page-model.ts';
import {
  type Equation,
  equationInRoute,
  equationOfSeeds,
  modelTagInRoute,
  routeOfEquation,
  solveEquation,
} from './equation.ts';

const model: PageModel = {
  manifest: {} as Manifest,
  tag: '00aa11',
  latentSize: 30,
  truncation: 0.9,
  typical: null,
  directions: [],
  fileUrl: () => null,
};

const equation: Equation = equationOfSeeds({ a: [1, 2, 3], b: [4, 5, 6], c: [7, 8, 9] }, model);

test('where b is a, the result is c', () => {
  const { result } = solveEquation({ ...equation, b: equation.a }, model, 3);
  const { c } = solveEquation(equation, model, 3);
  for (const [i, value] of result.entries()) {
    expect(value).toBeCloseTo(c[i] ?? 0, 6);
  }
});

test('with one exemplar, only the first face of each term is used', () => {
  const [a, b, c] = [1, 4, 7].map((seed) => latentFromFace(seedFace(model.tag, seed), model));
  const { result } = solveEquation(equation, model, 1);
  for (const [i, value] of result.entries()) {
    expect(value).toBeCloseTo((a?.[i] ?? 0) - (b?.[i] ?? 0) + (c?.[i] ?? 0), 5);
  }
});

test('an equation is read back from the address as it was written', () => {
  const route = routeOfEquation(equation, solveEquation(equation, model, 3).result, model);
  expect(modelTagInRoute(route)).toBe(model.tag);
  // Without an equation, the face that another view left.
  expect(modelTagInRoute({ ...route, parts: [], code: encodeFace(seedFace('123456', 1)) })).toBe('123456');
  expect(modelTagInRoute({ ...route, parts: [], code: null })).toBeUndefined();
  expect(equationInRoute(route, model)).toEqual(equation);
});

test('an address has no equation if a term is missing, damaged or of another model', () => {
  const { parts } = routeOfEquation(equation, solveEquation(equation, model, 3).result, model);
  for (const wrong of [[], parts.slice(0, 2), [parts[0] ?? '', 'nobody', parts[2] ?? '']]) {
    expect(equationInRoute({ view: 'arithmetic', code: null, parts: wrong }, model)).toBeNull();
  }
  expect(equationInRoute({ view: 'arithmetic', code: null, parts }, { ...model, tag: 'ffffff' })).toBeNull();
});
