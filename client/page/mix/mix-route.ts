/** A mix in the address: `#mix/CODE.CODE/square/straight`. */
import { type Face, seedFace } from '../../../latent/face.ts';
import type { AppContext } from '../app-context.ts';
import { canDraw, formatFaces, parseFaces } from '../face-list.ts';
import type { PageModel } from '../page-model.ts';
import { randomSeed } from '../random-seed.ts';
import type { PageRoute } from '../shell/route.ts';
import type { Interpolation, MixShape } from './interpolation.ts';

export const MIN_FACES = 2;
export const MAX_FACES = 4;

export type MixRoute = {
  readonly faces: readonly Face[];
  readonly shape: MixShape;
  readonly interpolation: Interpolation;
};

export function randomFace(model: PageModel): Face {
  return seedFace(model.tag, randomSeed());
}

export function routeOfMix({ faces, shape, interpolation }: MixRoute): PageRoute {
  return { view: 'mix', code: null, parts: [formatFaces(faces), shape, interpolation] };
}

/**
 * The mix that a route asks for, and the model of its first face. Faces that the model cannot draw are left out. Where there
 * are too few, random ones are added.
 */
export async function mixInRoute(
  { code, parts }: PageRoute,
  app: Pick<AppContext, 'loadModel'>,
): Promise<{ mix: MixRoute; model: PageModel }> {
  const requested = parseFaces(parts[0] ?? code ?? '');
  const model = await app.loadModel(requested[0]?.model).catch(() => app.loadModel());
  const drawable = requested.filter((face) => canDraw(face, model)).slice(0, MAX_FACES);
  const shape = parts[1] === 'square' ? 'square' : 'line';
  const minimum = shape === 'square' ? MAX_FACES : MIN_FACES;
  const random = Array.from({ length: Math.max(0, minimum - drawable.length) }, () => randomFace(model));
  const interpolation = parts[2] === 'straight' ? 'straight' : 'arc';
  return { model, mix: { faces: [...drawable, ...random], shape, interpolation } };
}
