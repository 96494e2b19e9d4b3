/** Pictures in other forms than `ImageData`, and at any size. */
import { encodePng } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';
import { copyPixels } from '../copy-pixels.ts';

/** @throws TypeError for something that is no picture */
export function checkPicture(picture: unknown): asserts picture is ImageData {
  const { data, width } = Object(picture);
  if (!(data instanceof Uint8ClampedArray) || typeof width !== 'number') {
    const what = Array.isArray(picture) ? 'a list: take one of its pictures' : `${picture}`;
    throw new TypeError(`a picture is an ImageData, as draw gives them in a list, not ${what}`);
  }
}

/**
 * The picture at another size, by the same filter as the site's pictures (`/f/CODE.png?size=`).
 *
 * @param size in pixels, an integer of at least 1
 * @throws RangeError for another size; TypeError for something that is no picture
 */
export function toImageData(picture: ImageData, size: number): ImageData {
  checkPicture(picture);
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`a size is a whole number of pixels, not ${size}`);
  }
  if (size === picture.width && size === picture.height) {
    return picture;
  }
  return new ImageData(resample(copyPixels(picture), size, size).data, size, size);
}

/**
 * The picture as a PNG file, whose pixels are the picture's own: no canvas, which may convert colours, is involved.
 *
 * @param size in pixels; the picture's own by default
 * @throws as `toImageData`
 */
export async function toBlob(picture: ImageData, size = picture?.width): Promise<Blob> {
  const file = encodePng(copyPixels(toImageData(picture, size)));
  return new Blob([file], { type: 'image/png' });
}

/**
 * The picture as an `ImageBitmap`, which canvases and WebGL draw without another copy.
 *
 * @param size in pixels; the picture's own by default
 * @throws as `toImageData`
 */
export async function toImageBitmap(picture: ImageData, size = picture?.width): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(picture, size));
}

/**
 * Gives a canvas the picture's size, and paints the picture on it.
 *
 * @param size in pixels; the picture's own by default
 * @throws as `toImageData`; TypeError for what is no canvas, or one that has another context than a 2D one
 */
export function toCanvas(
  picture: ImageData,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  size = picture?.width,
): void {
  const sized = toImageData(picture, size);
  if (typeof canvas?.getContext !== 'function') {
    throw new TypeError(`toCanvas takes a canvas, not ${canvas}`);
  }
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d') as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (context === null) {
    throw new TypeError('the canvas has a context of another kind, so nothing can be painted on it');
  }
  context.putImageData(sized, 0, 0);
}
