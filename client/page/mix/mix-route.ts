/** The faces of a mix, as the address keeps them: `#mix/CODE.CODE/square/straight`. */
import { decodeFaceOrNull, encodeFace } from '../../../latent/code.ts';
import { type Face, latentFromFace, seedFace } from '../../../latent/face.ts';
import type { AppContext } from '../app-context.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import type { Route } from '../shell/route.ts';
import type { Interpolation, Shape } from './interpolation.ts';

export const MIN_FACES = 2;
export const MAX_FACES = 4;

export type MixRoute = {
  readonly faces: readonly Face[];
  readonly shape: Shape;
  readonly curve: Interpolation;
};

export function freshFace(model: LoadedModel): Face {
  return seedFace(model.tag, randomSeed());
}

/** The route that says a course. */
export function routeOfMix({ faces, shape, curve }: MixRoute): Route {
  return { view: 'mix', code: null, parts: [faces.map(encodeFace).join('.'), shape, curve] };
}

/**
 * The course that a route says, and the model that draws it: that of its first face. Faces that are damaged, or of
 * another model, are left out, and fresh ones come where there are too few.
 */
export async function mixInRoute(
  { code, parts }: Route,
  app: AppContext,
): Promise<{ course: MixRoute; model: LoadedModel }> {
  const asked = (parts[0] ?? code ?? '').split('.').flatMap((part) => decodeFaceOrNull(part) ?? []);
  const model = await app.loadModel(asked[0]?.model).catch(() => app.loadModel());
  const own = asked.filter((face) => isDrawnBy(face, model)).slice(0, MAX_FACES);
  const shape = parts[1] === 'square' ? 'square' : 'line';
  const least = shape === 'square' ? MAX_FACES : MIN_FACES;
  const fresh = Array.from({ length: Math.max(0, least - own.length) }, () => freshFace(model));
  const curve = parts[2] === 'straight' ? 'straight' : 'arc';
  return { model, course: { faces: [...own, ...fresh], shape, curve } };
}

function isDrawnBy(face: Face, model: LoadedModel): boolean {
  if (face.model !== model.tag) {
    return false;
  }
  try {
    latentFromFace(face, model);
    return true;
  } catch {
    return false;
  }
}
