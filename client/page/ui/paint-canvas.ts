/** Paints pictures on canvases at the size that is wanted, with the filter of ../../../picture/resample.ts. */

import { resample } from '../../../picture/resample.ts';
import { copyPixels } from '../copy-pixels.ts';
import { resampleBeside } from './resample-beside.ts';

let scratch: HTMLCanvasElement | undefined;

/** What puts pixels on canvases, one in each frame. */
const waiting = new Set<() => void>();
let frame: number | undefined;

/**
 * Paints the picture at once, and sets the size of the canvas.
 *
 * @param edge the width of the canvas, in pixels; its height follows from that of the picture
 */
export function paintCanvas(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const { width, height } = sizeFor(edge, picture);
  putPixels(canvas, width === picture.width ? picture : resample(copyPixels(picture), width, height));
}

/**
 * Paints the picture in a later task, resampled beside the page's thread. Until it is done the canvas is `aria-busy`.
 *
 * @param edge as for `paintCanvas`
 * @param delay milliseconds before the work begins. If it is not 0, the picture is shown at once, scaled by the browser:
 *   for pictures that follow each other so quickly that resampling each of them would be wasted
 * @returns cancels what is left to do
 */
export function paintCanvasGradually(
  canvas: HTMLCanvasElement,
  picture: ImageData,
  edge: number,
  delay = 0,
): () => void {
  const size = sizeFor(edge, picture);
  canvas.ariaBusy = 'true';
  let cancelPut: (() => void) | undefined;
  function finish(pixels: Pixels): void {
    cancelPut = inNextFrame(() => {
      putPixels(canvas, pixels);
      canvas.ariaBusy = null;
    });
  }
  if (size.width === picture.width) {
    finish(picture);
    return () => cancelPut?.();
  }
  if (delay > 0) {
    drawScaled(canvas, picture, size);
  }
  let cancelWork: (() => void) | undefined;
  const timer = setTimeout(() => {
    cancelWork = resampleBeside(picture, size.width, size.height, finish);
  }, delay);
  return () => {
    clearTimeout(timer);
    cancelWork?.();
    cancelPut?.();
  };
}

/**
 * Runs a task in a frame that no other task of this kind has: browsers copy the pixels of all canvases that changed before they show
 * a frame, so that many at once would block the page. A hidden page has no frames, and runs it at once.
 *
 * @returns cancels it
 */
function inNextFrame(task: () => void): () => void {
  if (document.hidden) {
    task();
    return () => {};
  }
  waiting.add(task);
  if (frame === undefined) {
    frame = requestAnimationFrame(runNext);
  }
  return () => waiting.delete(task);
}

function runNext(): void {
  const [task, another] = waiting;
  frame = another && requestAnimationFrame(runNext);
  if (task !== undefined) {
    waiting.delete(task);
    task();
  }
}

type Size = { readonly width: number; readonly height: number };

function sizeFor(edge: number, { width, height }: ImageData): Size {
  return { width: edge, height: Math.max(1, Math.round((edge * height) / width)) };
}

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

/** Browsers that know `high` scale by a cubic filter, on the GPU where there is one; the others scale bilinearly. */
function drawScaled(canvas: HTMLCanvasElement, picture: ImageData, size: Size): void {
  scratch ??= document.createElement('canvas');
  putPixels(scratch, picture);
  setSize(canvas, size);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(scratch, 0, 0, size.width, size.height);
  }
}
