import { type Face, type SeedFace, seedFace } from '../../../latent/face.ts';
import { randomSeed } from '../random-face.ts';

/**
 * The face of the same seed in another model: another person, as the same numbers mean something else there. Edits are along directions
 * of the first model, and stay behind; a latent face has no seed, and gets one.
 */
export function faceInModel(face: Face, tag: string): SeedFace {
  return seedFace(tag, face.kind === 'seed' ? face.seed : randomSeed());
}
