/** Decodes a picture to the square of pixels that is trained on. */
import sharp from 'sharp';
import { type Crop, squareOf } from './crop.ts';
import type { DecodeResult } from './decode-result.ts';

// Pictures are small, so the threads work on different pictures and not within one.
sharp.concurrency(1);
sharp.cache(false);

/** The background of transparent pixels: mid-grey, the zero of [−1, 1]. */
const GROUND = { r: 128, g: 128, b: 128 };

/** Versions that the decoded pixels depend on: a cache of another decoder is not used. */
export const DECODER = { ...sharp.versions, processor: process.arch };

/**
 * Decodes a picture upright, in sRGB, on mid-grey where it is transparent, cropped and resized by Lanczos-3.
 * Pictures in grey, with 16 bits or with a colour profile are converted.
 * @returns u8 RGB [side, side, 3], or the reason to skip it; never throws
 */
export async function decode(bytes: Uint8Array, side: number, crop: Crop): Promise<DecodeResult> {
  try {
    const picture = sharp(bytes).autoOrient();
    const { pages = 1, space, autoOrient: upright } = await picture.metadata();
    if (pages > 1) {
      return 'animated';
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
    const { data, info } = await picture
      .toColourspace('srgb')
      .flatten({ background: GROUND })
      .resize(side, side, { fit: 'cover', kernel: 'lanczos3' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? data : 'corrupt';
  } catch {
    return 'corrupt';
  }
}
