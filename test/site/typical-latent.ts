import { latentFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed.ts';

/** The z of the typical face of `startSiteWithDirections`, in the steps of share codes. */
export function typicalLatent(latentSize: number): number[] {
  return Array.from(latentFace('000000', latentFromSeed(2000, latentSize)).z);
}
