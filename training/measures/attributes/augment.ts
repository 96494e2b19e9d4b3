/**
 * Augmentation for the attribute network: portraits are mirrored, shifted, blurred, shown at half the resolution and get
 * noise, so that the network is robust to what generators do to pictures, and to pictures of half its side.
 */
import { fillNormal } from '../../../latent/seed/seed.ts';
import { toPlanar } from '../../../picture/planar.ts';
import type { Chance } from '../chance.ts';
import { INPUT_SIDE } from './network.ts';

/** The largest shift, in pixels. */
const SHIFT = 6;
/** The share of portraits that are shown at half the resolution. */
const HALVED = 0.25;
/** The largest standard deviation of the noise, for pixels in [−1, 1]. */
const NOISE = 0.08;
/** The number of standard normal numbers that noise is taken from, at a random offset for each portrait. */
const POOL = 2 ** 20;

/** Blurs a plane [side, side] in place: from nothing (0) to the binomial filter [1, 2, 1] / 4 along both axes (1). */
function blur(plane: Float32Array, amount: number): void {
  const [own, beside] = [1 - amount / 2, amount / 4];
  for (const [along, across] of [
    [1, INPUT_SIDE],
    [INPUT_SIDE, 1],
  ] as const) {
    for (let line = 0; line < INPUT_SIDE; line++) {
      let before = plane[line * across] ?? 0;
      for (let i = 0; i < INPUT_SIDE; i++) {
        const at = line * across + i * along;
        const here = plane[at] ?? 0;
        const after = plane[i < INPUT_SIDE - 1 ? at + along : at] ?? 0;
        plane[at] = own * here + beside * (before + after);
        before = here;
      }
    }
  }
}

/** Gives each 2×2 square of a plane [side, side] its mean, in place. */
function halveResolution(plane: Float32Array): void {
  for (let y = 0; y < INPUT_SIDE; y += 2) {
    for (let x = 0; x < INPUT_SIDE; x += 2) {
      const at = y * INPUT_SIDE + x;
      const corners = [at, at + 1, at + INPUT_SIDE, at + INPUT_SIDE + 1];
      const mean = corners.reduce((sum, corner) => sum + (plane[corner] ?? 0) / 4, 0);
      for (const corner of corners) {
        plane[corner] = mean;
      }
    }
  }
}

/**
 * @returns a function that writes one portrait, u8 RGB [side, side, 3], into f32 [3, side, side] in [−1, 1]
 * @param seed decides the noise
 */
export function openAugment(seed: number) {
  const pool = fillNormal(new Float32Array(POOL), seed, 1);
  return (pixels: Uint8Array, mirrored: boolean, chance: Chance, out: Float32Array): void => {
    const whole = (bound: number): number => Math.floor(chance() * bound);
    const [dx, dy] = [whole(2 * SHIFT + 1) - SHIFT, whole(2 * SHIFT + 1) - SHIFT];
    const clamp = (i: number): number => Math.min(INPUT_SIDE - 1, Math.max(0, i));
    const plane = INPUT_SIDE * INPUT_SIDE;
    const unshifted = toPlanar(pixels, INPUT_SIDE, { channels: 3, mirrored });
    for (let c = 0; c < 3; c++) {
      for (let y = 0; y < INPUT_SIDE; y++) {
        const row = c * plane + clamp(y + dy) * INPUT_SIDE;
        for (let x = 0; x < INPUT_SIDE; x++) {
          out[c * plane + y * INPUT_SIDE + x] = unshifted[row + clamp(x + dx)] ?? 0;
        }
      }
    }
    const [blurred, halved] = [chance() < 0.5, chance() < HALVED];
    const amount = chance();
    for (let c = 0; c < 3; c++) {
      const channel = out.subarray(c * plane, (c + 1) * plane);
      if (blurred) {
        blur(channel, amount);
      }
      if (halved) {
        halveResolution(channel);
      }
    }
    if (chance() < 0.5) {
      const strength = NOISE * chance();
      const start = whole(POOL - out.length);
      for (let i = 0; i < out.length; i++) {
        out[i] = (out[i] ?? 0) + strength * (pool[start + i] ?? 0);
      }
    }
  };
}
