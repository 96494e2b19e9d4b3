/**
 * The parts of a portrait that people look at first, at full size: both eyes and the mouth, as squares of a quarter of its
 * side. Portraits are framed alike: the midpoint of the eyes lies at (0.50, 0.45), and the eyes are 0.24 of the width apart
 * at frontal pose. So the squares are at fixed places, and scale with the picture. A head that is turned or tilted moves
 * its eyes and mouth within them by less than a quarter of a square.
 */
import { resizeByInteger } from './resize-by-integer.ts';

const PART_NAMES = ['leftEye', 'rightEye', 'mouth'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** The side that parts of all pictures are brought to: their own at 256×256. */
export const PART_PIXELS = 64;
/** The numbers of a part: 3 × 64 × 64. */
const PART_SIZE = 3 * PART_PIXELS * PART_PIXELS;

/** The side of a part, and its top left corner, in 64ths of the side of the picture. Left is the left of the picture. */
const UNITS = 64;
/** Pictures have this side or a multiple of it, so that parts do not lie between pixels. */
export const SMALLEST_PICTURE = UNITS;
const PART_UNITS = 16;
const PLACES: Readonly<Record<PartName, { readonly left: number; readonly top: number }>> = {
  leftEye: { left: 16, top: 22 },
  rightEye: { left: 32, top: 22 },
  mouth: { left: 24, top: 37 },
};

/**
 * The side of the parts of a picture, in its own pixels.
 * @throws RangeError where the side is no multiple of 64, so that parts would lie between pixels
 */
export function partSide(side: number): number {
  if (side % UNITS !== 0) {
    throw new RangeError(`the parts of a face need a picture of side ${UNITS} or a multiple, not ${side}`);
  }
  return (side / UNITS) * PART_UNITS;
}

/**
 * One part of each picture. The right eye is mirrored, so that the outer corner of both eyes is on the left.
 * @param images f32 [n, 3, side, side]
 * @returns f32 [n, 3, side / 4, side / 4]
 * @throws RangeError where the side is no multiple of 64
 */
export function cutPart(images: Float32Array, side: number, part: PartName): Float32Array {
  const size = partSide(side);
  const scale = side / UNITS;
  const [left, top] = [scale * PLACES[part].left, scale * PLACES[part].top];
  const planes = images.length / (side * side);
  const out = new Float32Array(planes * size * size);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < size; y++) {
      const from = (plane * side + top + y) * side + left;
      const row = out.subarray((plane * size + y) * size, (plane * size + y + 1) * size);
      row.set(images.subarray(from, from + size));
      if (part === 'rightEye') {
        row.reverse();
      }
    }
  }
  return out;
}

/** Parts of many faces, as bytes: u8 [n, 3, 64, 64] for each part. */
export type FaceParts = Readonly<Record<PartName, Uint8ClampedArray>>;

/**
 * Collects the parts of `count` pictures, some at a time.
 * @returns `add`, which takes f32 [n, 3, side, side] in [−1, 1], and the parts, which are complete after `count` pictures
 */
export function collectParts(
  count: number,
  side: number,
): { add: (images: Float32Array) => void; parts: FaceParts } {
  const empty = (): Uint8ClampedArray => new Uint8ClampedArray(count * PART_SIZE);
  const parts = { leftEye: empty(), rightEye: empty(), mouth: empty() };
  let taken = 0;
  return {
    parts,
    add(images) {
      for (const name of PART_NAMES) {
        const own = resizeByInteger(cutPart(images, side, name), partSide(side), PART_PIXELS);
        const bytes = parts[name];
        for (let i = 0, to = taken * PART_SIZE; i < own.length; i++, to++) {
          bytes[to] = 127.5 * (own[i] as number) + 127.5;
        }
      }
      taken += images.length / (3 * side * side);
    },
  };
}

/** The parts of one kind of the faces `from` … `to` − 1, as networks take them: f32 [n, 3, 64, 64] in [−1, 1]. */
export function partsOf(parts: FaceParts, name: PartName, from: number, to: number): Float32Array {
  const out = new Float32Array((to - from) * PART_SIZE);
  const bytes = parts[name];
  for (let i = 0; i < out.length; i++) {
    out[i] = (bytes[from * PART_SIZE + i] ?? 127.5) / 127.5 - 1;
  }
  return out;
}
