/** A picture onto a canvas, enlarged smoothly. */
import { enlarge } from '../../../picture/resample.ts';

/**
 * Makes the canvas as large as the enlarged picture and paints it.
 *
 * @param edge the least edge wanted, in pixels; the picture is enlarged by the next whole factor
 */
export function paint(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const large = enlarged(picture, edge);
  // Setting its size costs a layout of the page, even to what it is.
  if (canvas.width !== large.width) canvas.width = large.width;
  if (canvas.height !== large.height) canvas.height = large.height;
  canvas.getContext('2d')?.putImageData(large, 0, 0);
}

/** The picture at an edge of at least `edge` pixels; itself where it has that already. */
function enlarged(picture: ImageData, edge: number): ImageData {
  const { width, height } = picture;
  const factor = Math.ceil(edge / width);
  if (factor <= 1) return picture;
  const pixels = { width, height, data: new Uint8ClampedArray(picture.data) };
  const large = enlarge(pixels, factor);
  return new ImageData(large.data, large.width, large.height);
}
