/** Pictures in other forms than `ImageData`, and at any size. */
import { encodePng, type Pixels } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';

/**
 * The picture at another size, by the same filter as the site's pictures (`/f/CODE.png?size=`).
 *
 * @param size in pixels, an integer of at least 1
 * @throws RangeError for another size
 */
export function toImageData(picture: ImageData, size: number): ImageData {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`a size is a whole number of pixels, not ${size}`);
  }
  if (size === picture.width && size === picture.height) {
    return picture;
  }
  return new ImageData(resample(pixelsOf(picture), size, size).data, size, size);
}

/**
 * The picture as a PNG file, whose pixels are the picture's own: no canvas, which may convert colours, is involved.
 *
 * @param size in pixels; the picture's own by default
 * @throws RangeError as `toImageData`
 */
export async function toBlob(picture: ImageData, size = picture.width): Promise<Blob> {
  const file = encodePng(pixelsOf(toImageData(picture, size)));
  return new Blob([file], { type: 'image/png' });
}

/**
 * The picture as an `ImageBitmap`, which canvases and WebGL draw without another copy.
 *
 * @param size in pixels; the picture's own by default
 * @throws RangeError as `toImageData`
 */
export async function toImageBitmap(picture: ImageData, size = picture.width): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(picture, size));
}

/**
 * Gives a canvas the picture's size, and paints the picture on it.
 *
 * @param size in pixels; the picture's own by default
 * @throws RangeError as `toImageData`; TypeError for a canvas that has another context than a 2D one
 */
export function toCanvas(
  picture: ImageData,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  size = picture.width,
): void {
  const sized = toImageData(picture, size);
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

function pixelsOf({ width, height, data }: ImageData): Pixels {
  return { width, height, data: new Uint8ClampedArray(data) };
}
