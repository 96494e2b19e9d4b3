/** What the edge says of a face, in a sentence. */
import type { OpenedFace } from '../faces.ts';

export const SITE_NAME = 'Dareka';

export const TITLE = 'Someone who does not exist';

/** For those who do not see the picture: all that is known of it without looking. */
export const ALT = 'A made-up face of someone who does not exist';

/** @example describe(face) === 'Seed 42 of the model first-64, with 2 edits.' */
export function describe({ face, model }: OpenedFace): string {
  const of = `of the model ${model.name}`;
  if (face.kind === 'latent') {
    return `A face ${of}, from a latent vector of its own.`;
  }
  const count = face.edits.length;
  const edits = count === 0 ? '' : `, with ${count} ${count === 1 ? 'edit' : 'edits'}`;
  return `Seed ${face.seed} ${of}${edits}.`;
}
