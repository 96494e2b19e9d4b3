/** Decodes a picture to the square of pixels that is trained on. */
import sharp from 'sharp';
import { type Crop, squareOf } from './crop.ts';
import type { DecodeResult } from './decode-result.ts';
import { DECODING_BYTES, PICTURE_PIXELS, PIXEL_BYTES } from './limits.ts';
import { createMemoryGate } from './memory-gate.ts';

// Pictures are small, so the threads work on different pictures and not within one.
sharp.concurrency(1);
sharp.cache(false);

/** The background of transparent pixels: mid-grey, the zero of [−1, 1]. */
const GROUND = { r: 128, g: 128, b: 128 };

const decoding = createMemoryGate(DECODING_BYTES);

/** Versions that the decoded pixels depend on: a cache of another decoder is not used. */
export const DECODER = { ...sharp.versions, processor: process.arch };

/**
 * Decodes a picture upright, in sRGB, on mid-grey where it is transparent, cropped and resized by Lanczos-3.
 * Pictures in grey, with 16 bits or with a colour profile are converted.
 * @param signal by whose abortion it is not decoded any more, if its turn has not come
 * @returns u8 RGB [side, side, 3], or the reason to skip it
 * @throws the signal's reason, and nothing else
 */
export async function decode(
  bytes: Uint8Array,
  side: number,
  crop: Crop,
  signal?: AbortSignal,
): Promise<DecodeResult> {
  try {
    const picture = sharp(bytes, { limitInputPixels: false }).autoOrient();
    const { pages = 1, space, width, height, autoOrient: upright } = await picture.metadata();
    if (pages > 1) {
      return 'animated';
    }
    if (width * height > PICTURE_PIXELS) {
      return 'large';
    }
    if (space === 'cmyk') {
      return 'cmyk';
    }
    const square = squareOf(crop, upright.width, upright.height);
    if (square.side < side) {
      return 'tiny';
    }
    // A centre crop is left to `resize`, which can then start from a JPEG decoded at a fraction of its size.
    if (crop !== 'centre') {
      picture.extract({ left: square.left, top: square.top, width: square.side, height: square.side });
    }
    const pixels = picture
      .toColourspace('srgb')
      .flatten({ background: GROUND })
      .resize(side, side, { fit: 'cover', kernel: 'lanczos3' })
      .raw({ depth: 'uchar' });
    const { data, info } = await decoding.run(
      PIXEL_BYTES * width * height,
      () => pixels.toBuffer({ resolveWithObject: true }),
      signal,
    );
    return info.channels === 3 ? data : 'corrupt';
  } catch {
    signal?.throwIfAborted();
    return 'corrupt';
  }
}
