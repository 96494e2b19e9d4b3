/** A picture onto a canvas, enlarged smoothly. */
import { enlarge, resampleByRows } from '../../../picture/resample.ts';

/** For so long at a time a picture is enlarged on the page's thread, on which there is more to do. */
const SLICE_MS = 6;

let scratch: HTMLCanvasElement | undefined;

/**
 * Makes the canvas as large as the enlarged picture and paints it.
 *
 * @param edge the least edge wanted, in pixels; the picture is enlarged by the next whole factor
 */
export function paintCanvas(canvas: HTMLCanvasElement, picture: ImageData, edge: number): void {
  const factor = factorTo(edge, picture);
  put(canvas, factor === 1 ? picture : enlarge(pixelsOf(picture), factor));
}

/**
 * Paints it as `paint` does, but not at once, and enlarges it bit by bit. Until it is done the canvas is `aria-busy`.
 *
 * @param rest milliseconds until it begins to; until it is done, the picture is there as browsers enlarge pictures. For
 *   those that follow each other: while they do, enlarging them well is not worth its while
 * @returns stops what is left to do
 */
export function paintCanvasGradually(
  canvas: HTMLCanvasElement,
  picture: ImageData,
  edge: number,
  rest = 0,
): () => void {
  const factor = factorTo(edge, picture);
  canvas.ariaBusy = 'true';
  function finish(last: Pixels): void {
    put(canvas, last);
    canvas.ariaBusy = null;
  }
  if (factor === 1) {
    const timer = setTimeout(() => finish(picture));
    return () => clearTimeout(timer);
  }
  const width = picture.width * factor;
  const height = picture.height * factor;
  if (rest > 0) {
    stretch(canvas, picture, width, height);
  }
  let rows: ReturnType<typeof resampleByRows> | undefined;
  function goOn(): void {
    rows ??= resampleByRows(pixelsOf(picture), width, height);
    const until = performance.now() + SLICE_MS;
    do {
      const step = rows.next();
      if (step.done) {
        finish(step.value);
        return;
      }
    } while (performance.now() < until);
    timer = setTimeout(goOn);
  }
  let timer = setTimeout(goOn, rest);
  return () => clearTimeout(timer);
}

function factorTo(edge: number, { width }: ImageData): number {
  return Math.max(1, Math.ceil(edge / width));
}

type Sized = { readonly width: number; readonly height: number };
type Pixels = Sized & { readonly data: Uint8ClampedArray<ArrayBuffer> };

function pixelsOf({ width, height, data }: ImageData): Pixels {
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Setting a canvas's size costs a layout of the page, even where it is that size. */
function fit(canvas: HTMLCanvasElement, { width, height }: Sized): void {
  if (canvas.width !== width) {
    canvas.width = width;
  }
  if (canvas.height !== height) {
    canvas.height = height;
  }
}

function put(canvas: HTMLCanvasElement, { width, height, data }: Pixels): void {
  fit(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}

function stretch(canvas: HTMLCanvasElement, picture: ImageData, width: number, height: number): void {
  scratch ??= document.createElement('canvas');
  put(scratch, picture);
  fit(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(scratch, 0, 0, width, height);
}
