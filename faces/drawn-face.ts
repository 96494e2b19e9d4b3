/** A face of a model, which is drawn when its pixels are asked for. */
import { drawFace, drawPicture } from '../kernel/draw.ts';
import { encodeFace } from '../latent/code/code.ts';
import { type Face, latentFromFace } from '../latent/face.ts';
import { AVATAR_SIZE, MAX_SIZE, MIN_SIZE } from '../picture/face-sizes.ts';
import { encodePng } from '../picture/png.ts';
import { resample } from '../picture/resample.ts';
import type { Model } from './model.ts';
import type { DrawnFace } from './types.ts';

/** @throws RangeError that says which sizes there are */
function checkSize(size: number): number {
  if (!Number.isInteger(size) || size < MIN_SIZE || size > MAX_SIZE) {
    throw new RangeError(`a size is a whole number from ${MIN_SIZE} to ${MAX_SIZE}, not ${size}`);
  }
  return size;
}

/** @throws RangeError where the face does not fit the model */
export function drawnFace(face: Face, { manifest, avatars, draw }: Model): DrawnFace {
  const code = encodeFace(face);
  const z = latentFromFace(face, avatars);
  const { id } = manifest;
  return {
    code,
    z,
    pixels(size = AVATAR_SIZE) {
      const drawn = drawFace(draw, manifest, z, checkSize(size));
      return size === drawn.width ? drawn : resample(drawn, size, size);
    },
    png(size = AVATAR_SIZE) {
      const drawn = drawFace(draw, manifest, z, checkSize(size));
      return drawPicture(drawn, size, encodePng, { code, model: id });
    },
  };
}
