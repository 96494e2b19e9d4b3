/**
 * Paints pictures on canvases at the size that is wanted, with the filter of ../../../picture/resample.ts. Those on the page have the
 * context `bitmaprenderer`, which takes a bitmap as it is: browsers copy the pixels of a 2D context for each of the next three frames.
 */
import { resample } from '../../../picture/resample.ts';
import { copyPixels } from '../../copy-pixels.ts';
import { resampleBeside } from './resample-beside.ts';

/** The tasks that put pixels on canvases; each has a frame of its own. */
const waiting = new Set<() => void>();
let frame: number | undefined;

/**
 * Paints the picture at once by a 2D context, whose canvas can be recorded, and sets the size of the canvas.
 *
 * @param edge the width of the canvas, in pixels; its height follows from that of the picture
 */
export function paintCanvas(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const size = sizeFor(edge, picture);
  const { width, height, data } =
    size.width === picture.width ? picture : resample(copyPixels(picture), size.width, size.height);
  setSize(canvas, size);
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}

/** Shows the picture at once in its own size, on a canvas of the page. */
export function showPicture(canvas: HTMLCanvasElement, picture: ImageData): void {
  showBitmap(canvas, toBitmap(picture, picture));
}

/** Takes the picture off a canvas of the page. Phones limit the memory of all canvases; this one gives its memory back at once. */
export function clearCanvas(canvas: HTMLCanvasElement): void {
  // An unpainted canvas is left alone, since a canvas keeps the first kind of context that it is asked for.
  if (canvas.width > 0) {
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(null);
    canvas.width = 0;
  }
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
  let cancelShow: (() => void) | undefined;
  function finish(bitmap: ImageBitmap): void {
    const cancelFrame = inNextFrame(() => {
      cancelShow = undefined;
      showBitmap(canvas, bitmap);
      canvas.ariaBusy = null;
    });
    cancelShow = () => {
      cancelFrame();
      bitmap.close();
    };
  }
  if (size.width === picture.width) {
    finish(toBitmap(picture, size));
    return () => cancelShow?.();
  }
  if (delay > 0) {
    showBitmap(canvas, toBitmap(picture, size));
  }
  let cancelWork: (() => void) | undefined;
  const timer = setTimeout(() => {
    cancelWork = resampleBeside(picture, size.width, size.height, finish);
  }, delay);
  return () => {
    clearTimeout(timer);
    cancelWork?.();
    cancelShow?.();
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

/** Sets the size only if it changes, because setting the same size costs a layout of the page, too. */
function setSize(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width) {
    canvas.width = width;
  }
  if (canvas.height !== height) {
    canvas.height = height;
  }
}

/** Hands the bitmap over to the canvas. */
function showBitmap(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  setSize(canvas, bitmap);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
}

/** The picture, scaled by the browser: by a cubic filter where it knows `high`, on the GPU where there is one; bilinearly otherwise. */
function toBitmap(picture: ImageData, { width, height }: Size): ImageBitmap {
  const source = new OffscreenCanvas(picture.width, picture.height);
  source.getContext('2d', { alpha: false })?.putImageData(picture, 0, 0);
  if (width === picture.width) {
    return source.transferToImageBitmap();
  }
  const scaled = new OffscreenCanvas(width, height);
  const context = scaled.getContext('2d', { alpha: false });
  if (context !== null) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, width, height);
  }
  return scaled.transferToImageBitmap();
}
