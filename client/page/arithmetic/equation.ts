/**
 * The paper's arithmetic, mean(a) − mean(b) + mean(c), as the address keeps it:
 * `#arithmetic/CODE.CODE.CODE/CODE.CODE.CODE/CODE.CODE.CODE`.
 */
import { decodeFaceOrNull, encodeFace } from '../../../latent/code.ts';
import { add, mean, subtract } from '../../../latent/directions.ts';
import { type Face, latentFace, latentFromFace, seedFace } from '../../../latent/face.ts';
import { fillNormal } from '../../../latent/seed.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import type { Route } from '../shell/route.ts';

export const TERMS = ['a', 'b', 'c'] as const;
export type Term = (typeof TERMS)[number];

/** At least one face a side. */
export type Equation = Readonly<Record<Term, readonly Face[]>>;

/** Exemplars a side, as in the paper. */
export const EXEMPLARS = 3;

export type Evaluation = Readonly<Record<Term, Float32Array>> & {
  readonly difference: Float32Array;
  readonly result: Float32Array;
};

/** What the equation comes to, step by step: f32 [latentSize] each. */
export function evaluate(equation: Equation, model: LoadedModel, exemplars: number): Evaluation {
  const meanOf = (side: Term): Float32Array =>
    mean(equation[side].slice(0, exemplars).map((face) => latentFromFace(face, model)));
  const [a, b, c] = [meanOf('a'), meanOf('b'), meanOf('c')];
  const difference = subtract(a, b);
  return { a, b, c, difference, result: add(difference, c) };
}

/** The equation of a ready example of the model. */
export function equationOfSeeds(
  seeds: Readonly<Record<Term, readonly number[]>>,
  model: LoadedModel,
): Equation {
  const facesOf = (side: Term): Face[] => seeds[side].map((seed) => seedFace(model.tag, seed));
  return { a: facesOf('a'), b: facesOf('b'), c: facesOf('c') };
}

/** Whether both have the same faces on the same sides. */
export function isSame(one: Equation, other: Equation): boolean {
  const codes = (equation: Equation): string[] => TERMS.map((side) => equation[side].map(encodeFace).join());
  return codes(one).join(' ') === codes(other).join(' ');
}

/** The model's own first example, or faces of nobody in particular where it has none. */
export function firstEquation(model: LoadedModel): Equation {
  const [example] = model.manifest.arithmetic?.[0]?.examples ?? [];
  if (example !== undefined) {
    return equationOfSeeds(example, model);
  }
  const fresh = (): number[] => Array.from({ length: EXEMPLARS }, randomSeed);
  return equationOfSeeds({ a: fresh(), b: fresh(), c: fresh() }, model);
}

/** The equation that a route says, or null where it says none that this model can draw. */
export function equationInRoute({ parts }: Route, model: LoadedModel): Equation | null {
  const [a, b, c] = TERMS.map((_, i) => (parts[i] ?? '').split('.').flatMap((code) => drawable(code, model)));
  return a?.length && b?.length && c?.length ? { a, b, c } : null;
}

/** The tag of the model that the equation in a route is of. */
export function modelTagInRoute({ parts }: Route): string | undefined {
  const [face] = (parts[0] ?? '').split('.').flatMap((code) => decodeFaceOrNull(code) ?? []);
  return face?.model;
}

/** The route that says an equation; the face in its path is the result. */
export function routeOfEquation(equation: Equation, result: Float32Array, model: LoadedModel): Route {
  const parts = TERMS.map((side) => equation[side].map(encodeFace).join('.'));
  return { view: 'arithmetic', code: encodeFace(latentFace(model.tag, result)), parts };
}

function drawable(code: string, model: LoadedModel): Face[] {
  const face = decodeFaceOrNull(code);
  if (face === null || face.model !== model.tag) {
    return [];
  }
  const isDrawable =
    face.kind === 'latent'
      ? face.z.length === model.latentSize
      : face.edits.every(({ direction }) => direction < model.directions.length);
  return isDrawable ? [face] : [];
}

/** How far around the result its neighbours lie, in standard deviations of z: the paper's figure adds ±0.25. */
const NEIGHBOUR_DEVIATION = 0.25;

/** @returns some points near `z`, always the same ones: f32 [d] each */
export function neighboursOf(z: Float32Array, count: number): Float32Array[] {
  return Array.from({ length: count }, (_, i) => {
    const noise = fillNormal(new Float32Array(z.length), i, 1);
    return z.map((value, k) => value + NEIGHBOUR_DEVIATION * (noise[k] ?? 0));
  });
}
