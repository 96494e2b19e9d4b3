import { type Face, type SeedFace, seedFace } from '../../../latent/face.ts';
import { randomSeed } from '../random-face.ts';

/**
 * The face of the same seed in another model. It is another person, since the same numbers mean something else there. Edits are dropped, since
 * they are along directions of the first model; a latent face has no seed, and gets a random one.
 */
export function faceInModel(face: Face, tag: string): SeedFace {
  return seedFace(tag, face.kind === 'seed' ? face.seed : randomSeed());
}
