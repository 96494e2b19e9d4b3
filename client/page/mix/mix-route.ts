/** A mix in the address: `#mix/CODE.CODE/square/straight`, and `#mix/CODE.CODE/blend/arc/70-30` with the weights of its faces. */
import type { Face } from '../../../latent/face.ts';
import type { AppContext } from '../app-context.ts';
import { canDraw, formatFaces, parseFaces } from '../face-list.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import type { PageRoute } from '../shell/route.ts';
import { type Interpolation, MIX_SHAPES, type MixShape } from './interpolation.ts';

export const MIN_FACES = 2;
export const MAX_FACES = 4;
export const MAX_WEIGHT = 100;
const DEFAULT_WEIGHT = 50;

export type Mix = {
  readonly faces: readonly Face[];
  readonly shape: MixShape;
  readonly interpolation: Interpolation;
  /** The weights of a blend: one for each face, integers in 0 … MAX_WEIGHT. */
  readonly weights?: readonly number[];
};

export function routeOfMix({ faces, shape, interpolation, weights }: Mix): PageRoute {
  const blended = shape === 'blend' ? [weightsOf(faces.length, weights).join('-')] : [];
  return { view: 'mix', code: null, parts: [formatFaces(faces), shape, interpolation, ...blended] };
}

/** A weight for each face; a missing one is `DEFAULT_WEIGHT`. */
export function weightsOf(count: number, weights: readonly number[] = []): number[] {
  return Array.from({ length: count }, (_, i) => weights[i] ?? DEFAULT_WEIGHT);
}

function parseWeights(text: string | undefined): number[] {
  return (text ?? '')
    .split('-')
    .map((digits) => (/^\d{1,3}$/.test(digits) ? Math.min(Number(digits), MAX_WEIGHT) : DEFAULT_WEIGHT));
}

/**
 * The mix that a route asks for, and the model of its first face. Faces that the model cannot draw are left out. Where there
 * are too few, random ones are added.
 */
export async function mixInRoute(
  { code, parts }: PageRoute,
  app: Pick<AppContext, 'loadModel'>,
): Promise<{ mix: Mix; model: PageModel }> {
  const requested = parseFaces(parts[0] ?? code ?? '');
  const model = await modelOrDefault(app, requested[0]?.model);
  const drawable = requested.filter((face) => canDraw(face, model)).slice(0, MAX_FACES);
  const shape = MIX_SHAPES.find((known) => known === parts[1]) ?? 'line';
  const minimum = shape === 'square' ? MAX_FACES : MIN_FACES;
  const random = Array.from({ length: Math.max(0, minimum - drawable.length) }, () => randomFace(model.tag));
  const interpolation = parts[2] === 'straight' ? 'straight' : 'arc';
  const faces = [...drawable, ...random];
  const weights = shape === 'blend' ? { weights: weightsOf(faces.length, parseWeights(parts[3])) } : {};
  return { model, mix: { faces, shape, interpolation, ...weights } };
}
