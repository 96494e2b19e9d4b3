/**
 * What tests look for on the sites that are built for them. It stands apart from what builds these sites, which takes seconds
 * to load.
 */
import { latentFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';

/** The address of the source code on the site with a smaller training, as if its builder had set the variable `REPOSITORY`. */
export const REPOSITORY = 'https://code.invalid/dareka';

/** A sentence of the studio, and what the rebuilt site says in its place. */
export const FORMER_WORDS = 'One face, and everything that can be changed about it.';
export const NEWER_WORDS = 'Made anew.';

/** The z of the typical face on the site with directions, in the steps of share codes. */
export function typicalLatent(latentSize: number): number[] {
  return Array.from(latentFace('000000', latentFromSeed(2000, latentSize)).z);
}
