/** Lists of faces in the address: share codes joined by dots. */
import { decodeFaceOrNull, encodeFace } from '../../latent/code/code.ts';
import { type Face, latentFromFace } from '../../latent/face.ts';
import type { PageModel } from './models/page-model.ts';

export function formatFaces(faces: readonly Face[]): string {
  return faces.map(encodeFace).join('.');
}

/** Damaged codes are left out. */
export function parseFaces(text: string): Face[] {
  return text.split('.').flatMap((code) => decodeFaceOrNull(code) ?? []);
}

/** Whether the face is of this model, and asks for nothing that the model does not have. */
export function canDraw(face: Face, model: PageModel): boolean {
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
