/** One picture of the visitor's, decoded and cropped. Runs in a worker. */

import { resample } from '../../../../picture/resample.ts';
import { readHead } from '../given-files/unreadable.ts';
import { OWN_SIDE } from './own-set.ts';
import { isHeic, isTiff, pictureSize } from './picture-size.ts';

/** A browser takes four bytes for each. The largest photos of phones have some 200 million pixels, usual ones 12. */
const MAX_PIXELS = 100e6;
/** The most bytes of a file. */
export const MAX_BYTES = 64e6;
/** A picture with fewer pixels on a side shows nothing. */
const MIN_SIDE = 8;
/** The first bytes of a file, among which nearly every file says its size. */
const HEAD_BYTES = 2 ** 18;

export type PictureProblem =
  | 'noPicture'
  | 'damaged'
  | 'heic'
  /** The decoder for it could not be fetched. */
  | 'heicOffline'
  | 'vector'
  /** TIFF, and with it most cameras' raw files. Safari opens some of them, other browsers none. */
  | 'tiff'
  | 'tooManyPixels'
  | 'tooLarge'
  | 'tooSmall';
/** `side` of the square that was cut out, in pixels, at least to `MAX_EDGE`; `pixels` RGBA u8 [OWN_SIDE, OWN_SIDE, 4]. */
export type DecodedPicture = { readonly side: number; readonly pixels: Uint8ClampedArray<ArrayBuffer> };

/** Decodes the square in the middle of a picture, turned as its EXIF says, on white where it is transparent; of an animation the first frame. */
export async function decodePicture(file: Blob): Promise<DecodedPicture | PictureProblem> {
  if (file.size > MAX_BYTES) {
    return 'tooLarge';
  }
  const head = new Uint8Array(await readHead(file, HEAD_BYTES));
  const size = pictureSize(head);
  if (size !== null && size.width * size.height > MAX_PIXELS) {
    return 'tooManyPixels';
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    const opened = isHeic(head) ? await openHeic(file) : whyUndecoded(head, size !== null);
    if (typeof opened === 'string') {
      return opened;
    }
    bitmap = opened;
  }
  try {
    const { width, height } = bitmap;
    const side = Math.min(width, height);
    if (width * height > MAX_PIXELS) {
      return 'tooManyPixels';
    }
    return side < MIN_SIDE ? 'tooSmall' : { side, pixels: square(bitmap, side) };
  } finally {
    bitmap.close();
  }
}

/** Decodes what the browser cannot, by a decoder that is fetched for it. */
async function openHeic(file: Blob): Promise<ImageBitmap | PictureProblem> {
  let decodeHeic: typeof import('./heic.ts').decodeHeic;
  try {
    const decoder = await import('./heic.ts');
    await decoder.openDecoder();
    ({ decodeHeic } = decoder);
  } catch (error) {
    console.info('dareka: what opens HEIC could not be fetched:', error);
    return 'heicOffline';
  }
  try {
    const decoded = await decodeHeic(file, MAX_PIXELS, MAX_EDGE);
    if (decoded instanceof ImageData) {
      return await createImageBitmap(decoded);
    }
    return decoded === null ? 'heic' : 'tooManyPixels';
  } catch {
    return 'heic';
  }
}

function whyUndecoded(head: Uint8Array, hasSize: boolean): PictureProblem {
  if (/<svg[\s>]/i.test(new TextDecoder().decode(head.subarray(0, 4096)))) {
    return 'vector';
  }
  if (isTiff(head)) {
    return 'tiff';
  }
  return hasSize ? 'damaged' : 'noPicture';
}

/** The largest side of a canvas: more pixels would be slow, and make no difference at a sixteenth of that. */
const MAX_EDGE = 1024;

/**
 * Halved until it is less than twice as large as it has to be, since some browsers look at four pixels for each that they draw, then resampled by our own
 * filter, which is the same everywhere.
 */
function square(bitmap: ImageBitmap, side: number): Uint8ClampedArray<ArrayBuffer> {
  let edge = side;
  if (side > 2 * OWN_SIDE) {
    edge = 2 * OWN_SIDE;
    while (2 * edge < side && edge < MAX_EDGE) {
      edge *= 2;
    }
  }
  const context = contextOf(edge);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, edge, edge);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, edge, edge);
  const { canvas } = context;
  while (edge > 2 * OWN_SIDE) {
    const half = edge / 2;
    // A canvas that is drawn on itself is copied first; what it held before goes.
    context.globalCompositeOperation = 'copy';
    context.drawImage(canvas, 0, 0, edge, edge, 0, 0, half, half);
    edge = half;
  }
  const data = new Uint8ClampedArray(context.getImageData(0, 0, edge, edge).data);
  return edge === OWN_SIDE ? data : resample({ width: edge, height: edge, data }, OWN_SIDE, OWN_SIDE).data;
}

/** @throws Error where the browser has no such canvas */
function contextOf(edge: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(edge, edge).getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new Error(`this browser has no canvas of ${edge} × ${edge} pixels`);
  }
  context.imageSmoothingQuality = 'high';
  return context;
}
