/**
 * The paper's arithmetic, mean(a) − mean(b) + mean(c), and its form in the address:
 * `#arithmetic/CODE.CODE.CODE/CODE.CODE.CODE/CODE.CODE.CODE`.
 *
 * Radford, Metz and Chintala: "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial
 * Networks", arXiv:1511.06434, section 6.3.2.
 */
import { decodeFaceOrNull, encodeFace } from '../../../latent/code/code.ts';
import { noiseSize } from '../../../latent/condition/condition.ts';
import { addVectors, meanVector, subtractVectors } from '../../../latent/directions.ts';
import { type Face, latentFace, latentFromFace, seedFace } from '../../../latent/face.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { canDraw, formatFaces, parseFaces } from '../face-list.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import type { PageRoute } from '../shell/route.ts';

export const TERMS = ['a', 'b', 'c'] as const;
export type Term = (typeof TERMS)[number];

/** The exemplars of each term, at least one. */
export type Equation = Readonly<Record<Term, readonly Face[]>>;

/** Exemplars of a term, as in the paper. */
export const EXEMPLARS = 3;

export type Solution = Readonly<Record<Term, Float32Array>> & {
  readonly difference: Float32Array;
  readonly result: Float32Array;
};

/** @param exemplars how many of each term are averaged @returns means, a − b and the result: f32 [latentSize] each */
export function solveEquation(equation: Equation, model: PageModel, exemplars: number): Solution {
  const meanOf = (term: Term): Float32Array =>
    meanVector(equation[term].slice(0, exemplars).map((face) => latentFromFace(face, model)));
  const [a, b, c] = [meanOf('a'), meanOf('b'), meanOf('c')];
  const difference = subtractVectors(a, b);
  return { a, b, c, difference, result: addVectors(difference, c) };
}

/** The equation of a published example of the model. */
export function equationOfSeeds(
  seeds: Readonly<Record<Term, readonly number[]>>,
  model: PageModel,
): Equation {
  const facesOf = (term: Term): Face[] => seeds[term].map((seed) => seedFace(model.tag, seed));
  return { a: facesOf('a'), b: facesOf('b'), c: facesOf('c') };
}

/** Whether both have the same exemplars. */
export function isSameEquation(one: Equation, other: Equation): boolean {
  const codes = (equation: Equation): string[] => TERMS.map((term) => equation[term].map(encodeFace).join());
  return codes(one).join(' ') === codes(other).join(' ');
}

/** The model's first published example, or random faces where it has none. */
export function firstEquation(model: PageModel): Equation {
  const [example] = model.manifest.arithmetic?.[0]?.examples ?? [];
  if (example !== undefined) {
    return equationOfSeeds(example, model);
  }
  const random = (): number[] => Array.from({ length: EXEMPLARS }, randomSeed);
  return equationOfSeeds({ a: random(), b: random(), c: random() }, model);
}

/** The equation in a route, or null where it has none that this model can draw. */
export function equationInRoute({ parts }: PageRoute, model: PageModel): Equation | null {
  const [a, b, c] = TERMS.map((_, i) => parseFaces(parts[i] ?? '').filter((face) => canDraw(face, model)));
  return a?.length && b?.length && c?.length ? { a, b, c } : null;
}

/** The tag of the model of the equation in a route; without an equation that of the face in it. */
export function modelTagInRoute({ parts, code }: PageRoute): string | undefined {
  const [face] = parseFaces(parts[0] ?? '');
  return (face ?? (code === null ? null : decodeFaceOrNull(code)))?.model;
}

/** A route with the equation in its parts and the result in its path. */
export function routeOfEquation(equation: Equation, result: Float32Array, model: PageModel): PageRoute {
  const parts = TERMS.map((term) => formatFaces(equation[term]));
  return { view: 'arithmetic', code: encodeFace(latentFace(model.tag, result)), parts };
}

/** In standard deviations of z; the paper's figure adds ±0.25. */
const NEIGHBOUR_DEVIATION = 0.25;

/** z plus a little noise, the same at every call, and y as it is. @returns f32 [latentSize] each */
export function neighboursOf(z: Float32Array, count: number, model: PageModel): Float32Array[] {
  return Array.from({ length: count }, (_, i) => {
    const noise = fillNormal(new Float32Array(noiseSize(model)), i, 1);
    return z.map((value, k) => value + NEIGHBOUR_DEVIATION * (noise[k] ?? 0));
  });
}
