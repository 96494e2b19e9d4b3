/** Which square of a picture is kept. */
import type { Crop } from '../../../gan/recipe-schema.ts';

/** A square within a picture, in pixels from its top left. */
export type Square = { readonly left: number; readonly top: number; readonly side: number };

/**
 * CelebA's aligned pictures, 178×218, have the eyes near row 111 and the mouth near row 152. The square about the face
 * is that of the experiments with Progressive GAN (Karras et al., 2018): 128 pixels about column 89, row 121.
 */
const CELEBA = { width: 178, height: 218, side: 128, column: 89, row: 121 };

/** In other portraits the eyes are assumed to lie on the upper third, as photographers compose them… */
const EYES_IN_PORTRAIT = 1 / 3;
/** …and in the square they are placed where aligned data sets have them, the sample too. */
const EYES_IN_SQUARE = 0.45;

/** Whether a picture has CelebA's aspect ratio, at any size, to the pixel. */
function isCelebA(width: number, height: number): boolean {
  return Math.round((height * CELEBA.width) / CELEBA.height) === width;
}

/**
 * The square of a picture of some width and height, in pixels.
 *
 * `centre`: the largest one, in the middle. `face`: in CelebA's aligned pictures the one about the face; in others the
 * largest one, in the middle from side to side and moved up as far as the eyes of a portrait are above its middle.
 */
export function squareOf(crop: Crop, width: number, height: number): Square {
  if (crop === 'face' && isCelebA(width, height)) {
    const scale = width / CELEBA.width;
    const side = Math.round(CELEBA.side * scale);
    return {
      left: Math.round(CELEBA.column * scale - side / 2),
      top: Math.round(CELEBA.row * scale - side / 2),
      side,
    };
  }
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  const middle = Math.floor((height - side) / 2);
  if (crop === 'centre') {
    return { left, top: middle, side };
  }
  const top = Math.round(EYES_IN_PORTRAIT * height - EYES_IN_SQUARE * side);
  return { left, top: Math.min(middle, Math.max(0, top)), side };
}
