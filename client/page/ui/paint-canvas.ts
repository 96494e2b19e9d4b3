/** Paints pictures on canvases, enlarged by a good filter (../../../picture/resample.ts). */

import { enlarge, resampleByRows } from '../../../picture/resample.ts';
import { copyPixels } from '../copy-pixels.ts';

/** How long the page's thread is busy at a time while a picture is enlarged. */
const SLICE_MS = 6;

let scratch: HTMLCanvasElement | undefined;

/**
 * Paints the picture at once, and sets the size of the canvas.
 *
 * @param edge the least edge of the canvas, in pixels; the picture is enlarged by the next whole factor
 */
export function paintCanvas(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const factor = factorFor(edge, picture);
  putPixels(canvas, factor === 1 ? picture : enlarge(copyPixels(picture), factor));
}

/**
 * Paints the picture in later tasks, each of a few milliseconds. Until it is done the canvas is `aria-busy`.
 *
 * @param edge as for `paintCanvas`
 * @param delay milliseconds before the work begins. If it is not 0, the picture is shown at once, enlarged by the
 *   browser: for pictures that follow each other so quickly that enlarging each of them well would be wasted
 * @returns cancels what is left to do
 */
export function paintCanvasGradually(
  canvas: HTMLCanvasElement,
  picture: ImageData,
  edge: number,
  delay = 0,
): () => void {
  const factor = factorFor(edge, picture);
  canvas.ariaBusy = 'true';
  function finish(pixels: Pixels): void {
    putPixels(canvas, pixels);
    canvas.ariaBusy = null;
  }
  if (factor === 1) {
    const timer = setTimeout(() => finish(picture));
    return () => clearTimeout(timer);
  }
  const width = picture.width * factor;
  const height = picture.height * factor;
  if (delay > 0) {
    drawScaled(canvas, picture, width, height);
  }
  let rows: ReturnType<typeof resampleByRows> | undefined;
  function resampleSlice(): void {
    rows ??= resampleByRows(copyPixels(picture), width, height);
    const until = performance.now() + SLICE_MS;
    do {
      const step = rows.next();
      if (step.done) {
        finish(step.value);
        return;
      }
    } while (performance.now() < until);
    timer = setTimeout(resampleSlice);
  }
  let timer = setTimeout(resampleSlice, delay);
  return () => clearTimeout(timer);
}

function factorFor(edge: number, { width }: ImageData): number {
  return Math.max(1, Math.ceil(edge / width));
}

type Size = { readonly width: number; readonly height: number };
type Pixels = Size & { readonly data: Uint8ClampedArray<ArrayBuffer> };

/** Sets the size only if it changes, because setting the same size costs a layout of the page, too. */
function setSize(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width) {
    canvas.width = width;
  }
  if (canvas.height !== height) {
    canvas.height = height;
  }
}

function putPixels(canvas: HTMLCanvasElement, { width, height, data }: Pixels): void {
  setSize(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}

function drawScaled(canvas: HTMLCanvasElement, picture: ImageData, width: number, height: number): void {
  scratch ??= document.createElement('canvas');
  putPixels(scratch, picture);
  setSize(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(scratch, 0, 0, width, height);
}
