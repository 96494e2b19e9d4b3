/** A picture onto a canvas, enlarged smoothly. */
import { enlarge } from '../../../picture/resample.ts';

/**
 * Makes the canvas as large as the enlarged picture and paints it.
 *
 * @param edge the least edge wanted, in pixels; the picture is enlarged by the next whole factor
 */
export function paint(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const { width, height, data } = enlarged(picture, edge);
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}

/** The picture at an edge of at least `edge` pixels. */
export function enlarged(picture: ImageData, edge: number) {
  const { width, height } = picture;
  const pixels = { width, height, data: new Uint8ClampedArray(picture.data) };
  return enlarge(pixels, Math.max(1, Math.ceil(edge / width)));
}
