/** Decodes a picture to the square of pixels that is trained on. */
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Crop } from '../../../gan/recipe-schema.ts';
import { DECODING_BYTES, PICTURE_PIXELS, PIXEL_BYTES } from '../limits.ts';
import type { SmallPictures } from '../small-pictures.ts';
import { bmpSize, decodeBmp, type RawPicture } from './bmp.ts';
import { squareOf } from './crop.ts';
import type { DecodeResult } from './decode-result.ts';
import { decodeHeic } from './heic.ts';
import { createMemoryGate } from './memory-gate.ts';
import { padSquare } from './pad.ts';

// Pictures are small, so the threads work on different pictures and not within one.
sharp.concurrency(1);
sharp.cache(false);

/** The background of transparent pixels: mid-grey, the zero of [−1, 1]. */
const GROUND = { r: 128, g: 128, b: 128 };

/** How libvips says that it does not read the bit depth of a TIFF, such as 12 or 64. */
const OTHER_DEPTH = /tiff2vips: (?:samples_per_pixel not a whole number of bytes|samples out of range)/;

const decoding = createMemoryGate(DECODING_BYTES);

/**
 * What the decoded pixels depend on: a cache of another decoder is not used. `rules` is to be increased when this code would give
 * another result for the same picture.
 */
export const DECODER = { ...sharp.versions, processor: process.arch, rules: 2 };

type Opened = Pick<Metadata, 'width' | 'height' | 'pages' | 'space' | 'depth'> & {
  /** The size after its EXIF orientation. */
  readonly upright: { readonly width: number; readonly height: number };
  /** The picture, upright. */
  readonly picture: () => Promise<Sharp>;
};

function fromRaw({ data, width, height, channels }: RawPicture): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/** What a picture says of itself. @throws where it is none */
async function open(bytes: Uint8Array): Promise<Opened> {
  const size = bmpSize(bytes);
  if (size) {
    return {
      ...size,
      upright: size,
      space: 'srgb',
      depth: 'uchar',
      picture: async () => fromRaw(decodeBmp(bytes)),
    };
  }
  const picture = sharp(bytes, { limitInputPixels: false }).autoOrient();
  const { compression, autoOrient: upright, ...said } = await picture.metadata();
  return {
    ...said,
    upright,
    picture: async () => (compression === 'hevc' ? fromRaw(await decodeHeic(bytes)) : picture),
  };
}

/** How a picture is cropped and resized. */
export type Cut = SmallPictures & {
  readonly side: number;
  readonly crop: Crop;
};

/**
 * Decodes a picture upright, in sRGB, on mid-grey where it is transparent, cropped and resized by Lanczos-3.
 * Pictures in grey, with 16 bits or with a colour profile are converted.
 * @param signal by whose abortion it is not decoded any more, if its turn has not come
 * @returns u8 RGB [side, side, 3], or the reason to skip it
 * @throws the signal's reason, and nothing else
 */
export async function decode(
  bytes: Uint8Array,
  { side, crop, enlarge = false, pad = false }: Cut,
  signal?: AbortSignal,
): Promise<DecodeResult> {
  try {
    const { pages = 1, space, depth, width, height, upright, picture: read } = await open(bytes);
    if (pages > 1) {
      return 'animated';
    }
    if (width * height > PICTURE_PIXELS) {
      return 'large';
    }
    if (space === 'cmyk') {
      return 'cmyk';
    }
    if (depth !== 'uchar' && depth !== 'ushort') {
      return 'depth';
    }
    const square = squareOf(crop, upright.width, upright.height);
    const isSmall = square.side < side;
    if (isSmall && !enlarge && !pad) {
      return 'tiny';
    }
    const cutSide = isSmall && pad ? square.side : side;
    const { data, info } = await decoding.run(
      PIXEL_BYTES * width * height,
      async () => {
        const picture = await read();
        // A centre crop is left to `resize`, which can then start from a JPEG decoded at a fraction of its size.
        if (crop !== 'centre') {
          picture.extract({ left: square.left, top: square.top, width: square.side, height: square.side });
        }
        return picture
          .toColourspace('srgb')
          .flatten({ background: GROUND })
          .resize(cutSide, cutSide, { fit: 'cover', kernel: 'lanczos3' })
          .raw({ depth: 'uchar' })
          .toBuffer({ resolveWithObject: true });
      },
      signal,
    );
    if (info.channels !== 3) {
      return 'corrupt';
    }
    return cutSide < side ? padSquare(data, cutSide, side) : data;
  } catch (cause) {
    signal?.throwIfAborted();
    return OTHER_DEPTH.test(String(cause)) ? 'depth' : 'corrupt';
  }
}
