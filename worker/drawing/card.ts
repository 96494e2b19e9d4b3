/**
 * The card that a link unfurls to, 1200 × 630. The build renders paper and lettering from card.svg, with a hole for the
 * face. This module pastes the face behind them. As with `kernel/draw.ts`, its hash is part of the cache key of each card.
 */
import { markPicture } from '../../picture/mark.ts';
import type { Encode, Pixels } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';
import type { Mark } from '../../picture/xmp.ts';

/** In pixels: the size of card.svg, and its hole for the face, a square whose corners the paper rounds. */
export const CARD = { width: 1200, height: 630 } as const;
const HOLE = { left: 55, top: 55, size: 520 } as const;

/** Around the lettering "someone who does not exist", in pixels. */
const CAPTION = { left: 640, top: 425, right: 1152, bottom: 471 } as const;

const OPAQUE = 255;

/**
 * @param template RGBA, of the size of a card; transparent where the face shows, and partly transparent along its edge
 * @param face square
 * @returns the card, a new picture
 */
export function pasteFace(template: Pixels, face: Pixels): Pixels {
  const data = template.data.slice();
  const pasted = resample(face, HOLE.size, HOLE.size).data;
  // Whole pixels at a time: most of them lie within the hole, where nothing is mixed.
  const card = new Uint32Array(data.buffer);
  const source = new Uint32Array(pasted.buffer);
  for (let y = 0; y < HOLE.size; y++) {
    for (let x = 0; x < HOLE.size; x++) {
      const at = (HOLE.top + y) * CARD.width + HOLE.left + x;
      const from = y * HOLE.size + x;
      const cover = data[at * 4 + 3] ?? OPAQUE;
      if (cover === 0) {
        card[at] = source[from] ?? 0;
      } else if (cover < OPAQUE) {
        mix(data.subarray(at * 4, at * 4 + 4), pasted.subarray(from * 4, from * 4 + 4), cover / OPAQUE);
      }
    }
  }
  return { ...CARD, data };
}

/**
 * The card of a picture of anything but a person.
 *
 * @param card RGBA, of the size of a card
 * @returns the card without the lettering "someone who does not exist", a new picture
 */
export function withoutCaption(card: Pixels): Pixels {
  const data = card.data.slice();
  const pixels = new Uint32Array(data.buffer);
  const [paper = 0] = pixels;
  for (let y = CAPTION.top; y < CAPTION.bottom; y++) {
    pixels.fill(paper, y * CARD.width + CAPTION.left, y * CARD.width + CAPTION.right);
  }
  return { ...CARD, data };
}

/** Lays a partly transparent pixel over an opaque one. Both are RGBA; the result is where the upper one was. */
function mix(upper: Uint8ClampedArray, lower: Uint8ClampedArray, cover: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const below = lower[channel] ?? 0;
    upper[channel] = below + ((upper[channel] ?? 0) - below) * cover;
  }
  upper[3] = OPAQUE;
}

/**
 * @param face square
 * @param template the card without a face, from the build
 * @param encode writes the format
 * @param mark what the file says of itself
 * @returns the bytes of the file
 */
export function drawCard(
  face: Pixels,
  template: Pixels,
  encode: Encode,
  mark: Mark,
): Uint8Array<ArrayBuffer> {
  return markPicture(encode(pasteFace(template, face)), mark);
}
