/**
 * Small patches from every pyramid level of many pictures, at places from a seed: the descriptors whose distributions the
 * sliced Wasserstein distance compares (Karras et al., 2018, section 5).
 */
import { philox } from '../../../latent/seed/philox.ts';
import { laplacianPyramid, pyramidSides } from './laplacian-pyramid.ts';

/** Side of a patch in pixels; the paper's. */
export const PATCH = 7;
const CHANNELS = 3;
/** Numbers of a patch: all of a channel, then the next channel. */
export const PATCH_SIZE = CHANNELS * PATCH * PATCH;

/** The patches of one level: f32 [count, 3 × 7 × 7], each channel of mean 0 and deviation 1 over the whole set. */
export type LevelPatches = { readonly side: number; readonly patches: Float32Array };

export type PatchCollector = {
  /**
   * Takes patches from more pictures: f32 [n, 3, side, side].
   * @throws RangeError beyond the number announced
   */
  add(images: Float32Array): void;
  /**
   * The levels, largest first; the collector is used up.
   * @throws where pictures are missing
   */
  finish(): LevelPatches[];
};

export type PatchOptions = {
  /** Patches from each level of each picture; the paper takes 128. */
  perImage?: number;
  /** Decides where patches lie. Two sets under one seed have theirs at the same places, picture by picture. */
  seed?: number;
};

/** Moves and scales each channel to mean 0 and deviation 1; a channel without any variation stays 0. */
function normalize(patches: Float32Array): void {
  const plane = PATCH * PATCH;
  const count = patches.length / CHANNELS;
  for (let first = 0; first < PATCH_SIZE; first += plane) {
    let sum = 0;
    for (let start = first; start < patches.length; start += PATCH_SIZE) {
      for (let i = start; i < start + plane; i++) {
        sum += patches[i] as number;
      }
    }
    const mean = sum / count;
    let squares = 0;
    for (let start = first; start < patches.length; start += PATCH_SIZE) {
      for (let i = start; i < start + plane; i++) {
        squares += ((patches[i] as number) - mean) ** 2;
      }
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares / count) : 0;
    for (let start = first; start < patches.length; start += PATCH_SIZE) {
      for (let i = start; i < start + plane; i++) {
        patches[i] = ((patches[i] as number) - mean) * scale;
      }
    }
  }
}

/**
 * Collects the patches of `count` pictures, as many at a time as are at hand. A patch takes 588 bytes: 128 patches
 * of each of 4,096 pictures are 308 MB a level.
 * @param side of a picture: 16, 32, 64, …
 */
export function collectPatches(
  count: number,
  side: number,
  { perImage = 128, seed = 1 }: PatchOptions = {},
): PatchCollector {
  const levels = pyramidSides(side).map((s) => ({
    side: s,
    patches: new Float32Array(count * perImage * PATCH_SIZE),
  }));
  const plane = side * side;
  let taken = 0;

  function take(image: Float32Array): void {
    const channels = Array.from({ length: CHANNELS }, (_, c) =>
      laplacianPyramid(image.subarray(c * plane, (c + 1) * plane), side),
    );
    levels.forEach(({ side: s, patches }, level) => {
      const places = s - PATCH + 1;
      for (let p = 0; p < perImage; p++) {
        const place = philox(seed % 2 ** 32, Math.floor(seed / 2 ** 32), taken, p, level, 2);
        const left = (place[0] ?? 0) % places;
        const top = (place[1] ?? 0) % places;
        let to = (taken * perImage + p) * PATCH_SIZE;
        for (const pyramid of channels) {
          const from = pyramid[level] ?? image;
          for (let y = top; y < top + PATCH; y++) {
            for (let x = left; x < left + PATCH; x++) {
              patches[to++] = from[y * s + x] ?? 0;
            }
          }
        }
      }
    });
    taken++;
  }
  return {
    add(images) {
      const size = CHANNELS * plane;
      const more = images.length / size;
      if (!Number.isInteger(more) || taken + more > count) {
        throw new RangeError(
          `patches: ${more} more pictures of side ${side} after ${taken}, where ${count} were announced`,
        );
      }
      for (let i = 0; i < more; i++) {
        take(images.subarray(i * size, (i + 1) * size));
      }
    },
    finish() {
      if (taken !== count) {
        throw new RangeError(`patches: ${taken} pictures of ${count}`);
      }
      for (const { patches } of levels) {
        normalize(patches);
      }
      return levels;
    },
  };
}
