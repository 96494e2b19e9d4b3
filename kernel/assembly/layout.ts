/**
 * Memory layout of feature maps and weights.
 *
 * A feature map is stored channels-last with a border of one pixel: f32 [side + 2, side + 2, stride]. The border stays
 * zero. It is the padding of every convolution here, so no inner loop tests for the edge. `stride` is the distance from
 * one pixel to the next in floats: the number of channels, rounded up to BLOCK for hidden layers and to 4 for RGB images.
 *
 * Every upsampling layer is a ConvTranspose with kernel 4, stride 2, padding 1: out[o] sums in[i] · k[t] over all i and t
 * with o = 2i − 1 + t. For even o = 2y these are t = 1 at i = y and t = 3 at i = y − 1; for odd o = 2y + 1 they are t = 2
 * at i = y and t = 0 at i = y + 1. So each of the four parities of (row, column) of the output is an ordinary convolution
 * with 2 × 2 taps, and no product is with a zero that the stride inserted. winograd.ts saves seven of the remaining
 * sixteen multiplications.
 */

/** A float and a v128 of floats, in bytes. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** Channels of an image. */
export const COLOURS: i32 = 3;

/** How many pixels, or tiles of pixels, are computed at a time. Every side is a multiple of it. */
export const TILE: i32 = 4;

/**
 * How many output channels of a hidden layer are computed at a time. TILE × BLOCK sums take 8 vector registers, which
 * leaves registers for the factors.
 */
export const BLOCK: i32 = 8;

/** The parity of output rows (or columns) that entry t of the kernel contributes to. */
export function parityOf(t: i32): i32 {
  return 1 - (t & 1);
}

/** Which of the two taps of its parity entry t of the kernel is. */
export function tapOf(t: i32): i32 {
  return t === 0 || t === 3 ? 1 : 0;
}

/** The input row (or column) that a tap of a parity reads, relative to y in the bordered feature map: 1 is i = y. */
export function inputOffset(parity: i32, tap: i32): i32 {
  return tap === 0 ? 1 : parity * 2;
}
