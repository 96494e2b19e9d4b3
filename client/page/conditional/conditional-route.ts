/** What is drawn, in the address: `/f/CODE#conditional`, where the code is that of a seed and a class. */
import { decodeFaceOrNull, encodeFace } from '../../../latent/code/code.ts';
import { classOfSeed } from '../../../latent/condition/condition.ts';
import { seedFace } from '../../../latent/face.ts';
import type { ConditionalManifest } from '../models/conditional-models.ts';
import type { PageRoute } from '../shell/route.ts';

export type Drawn = {
  readonly model: ConditionalManifest;
  readonly seed: number;
  /** The index of the class. */
  readonly ofClass: number;
};

/**
 * What a route asks for. Of a face of another model only the seed is taken over; a face without a class has the class that its seed draws.
 *
 * @param models the newest first, at least one
 * @param seed for routes without one
 */
export function drawnInRoute(
  { code }: Pick<PageRoute, 'code'>,
  models: readonly [ConditionalManifest, ...ConditionalManifest[]],
  seed: number,
): Drawn {
  const face = code === null ? null : decodeFaceOrNull(code);
  const model = models.find(({ tag }) => tag === face?.model) ?? models[0];
  const { classes, frequencies } = model.condition;
  if (face?.kind !== 'seed') {
    return { model, seed, ofClass: classOfSeed(seed, frequencies) };
  }
  const chosen = face.model === model.tag ? face.class : undefined;
  return {
    model,
    seed: face.seed,
    ofClass: chosen !== undefined && chosen < classes.length ? chosen : classOfSeed(face.seed, frequencies),
  };
}

export function routeOfDrawn({ model, seed, ofClass }: Drawn): PageRoute {
  return { view: 'conditional', code: encodeFace(seedFace(model.tag, seed, [], ofClass)), parts: [] };
}
