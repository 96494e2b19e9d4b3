/** What pages, cards and embeds say of a face. */
import type { OpenedFace } from './face.ts';

export const SITE_NAME = 'Dareka';

/** The title of every face. */
export const FACE_TITLE = 'Someone who does not exist';

/** The alternative text of every picture: all that is known of a face without looking at it. */
export const FACE_ALT = 'A made-up face of someone who does not exist';

/** @example describeFace(face) === 'Seed 42 of the model first-64, with 2 edits.' */
export function describeFace({ face, model }: OpenedFace): string {
  const of = `of the model ${model.name}`;
  if (face.kind === 'latent') {
    return `A face ${of}, from a latent vector of its own.`;
  }
  const count = face.edits.length;
  const edits = count === 0 ? '' : `, with ${count} ${count === 1 ? 'edit' : 'edits'}`;
  return `Seed ${face.seed} ${of}${edits}.`;
}
