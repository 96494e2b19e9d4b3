/** The picture of a face, drawn once for all addresses that show it. */

import { drawFace, drawPicture } from '../../kernel/draw.ts';
import { USUAL_SIZES } from '../../picture/face-sizes.ts';
import type { Pixels } from '../../picture/png.ts';
import type { Mark } from '../../picture/xmp.ts';
import type { WorkerContext } from '../env.ts';
import type { OpenedFace } from '../face.ts';
import type { ProblemName } from '../http/problem.ts';
import { encoderFor } from './encoders.ts';
import { FORMAT_TYPES, type Format, suffixOf } from './formats.ts';
import { generatorFor } from './generators.ts';
import { type PictureEntry, readPicture, servePicture } from './picture-cache.ts';

/** What can be wrong with a picture where nothing is wrong with its share code. */
export const PICTURE_PROBLEMS: readonly ProblemName[] = ['not-drawable', 'too-many-requests'];

/** The face, large enough for a picture that is `size` pixels wide. */
export async function faceFor(c: WorkerContext, { model, z }: OpenedFace, size: number): Promise<Pixels> {
  return drawFace(await generatorFor(c, model), model, z, size);
}

/** What a picture of the face says of itself. */
export function markOf(code: string, { model }: OpenedFace): Mark {
  return { code, model: model.id };
}

export type PictureOptions = {
  /** In pixels. */
  readonly size: number;
  readonly format: Format;
};

/** The address of a picture, which is the same one for ever: `/f/CODE.png?size=128`. */
export function picturePath(code: string, { size, format }: PictureOptions): string {
  return `/f/${code}${suffixOf(format)}?size=${size}`;
}

/**
 * The answer with the picture of a face.
 *
 * @param headers beside those of every picture, or in their place
 * @throws Problem of `PICTURE_PROBLEMS`
 */
export function serveFacePicture(
  c: WorkerContext,
  code: string,
  opened: OpenedFace,
  options: PictureOptions,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return servePicture(c, ...pictureOf(c, code, opened, options), headers);
}

/** The bytes of the picture that `serveFacePicture` sends, as a part of another answer. */
export function readFacePicture(
  c: WorkerContext,
  code: string,
  opened: OpenedFace,
  options: PictureOptions,
): Promise<Uint8Array> {
  return readPicture(c, ...pictureOf(c, code, opened, options));
}

/** The picture as the cache knows it, and what draws it. */
function pictureOf(
  c: WorkerContext,
  code: string,
  opened: OpenedFace,
  options: PictureOptions,
): readonly [PictureEntry, () => Promise<Uint8Array<ArrayBuffer>>] {
  const { size, format } = options;
  const entry = {
    name: picturePath(code, options).slice('/f/'.length),
    type: FORMAT_TYPES[format],
    hash: c.var.site.drawingHashes.face,
    inR2: USUAL_SIZES.some((usual) => usual === size),
  };
  const draw = async () =>
    drawPicture(await faceFor(c, opened, size), size, await encoderFor(format), markOf(code, opened));
  return [entry, draw];
}
