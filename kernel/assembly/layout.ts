/**
 * How grids and weights lie in memory.
 *
 * Grids lie pixel by pixel, f32 [side + 2, side + 2, stride], with a border of one pixel that stays zero. That is the
 * padding of every convolution here, so that none needs to ask where the edge is. `stride` is a grid's number of
 * channels, rounded up to BLOCK for hidden layers and to 4 for pictures.
 *
 * All the doubling layers are ConvTranspose with kernel 4, stride 2, padding 1: out[o] takes in[i] · k[t] where
 * o = 2i − 1 + t. For even o = 2y that is t = 1 at i = y and t = 3 at i = y − 1; for odd o = 2y + 1 it is t = 2 at
 * i = y and t = 0 at i = y + 1. So each of the four parities of (row, column) of the output is a convolution of its
 * own with 2 × 2 taps, and no product is with a zero that stride had put in. Of those that are left, winograd.ts leaves out
 * seven of sixteen.
 */

/** A float and a v128 of floats, in bytes. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** Channels of a picture. */
export const COLOURS: i32 = 3;

/** Pixels, or tiles of them, that are computed at a time; every side is a multiple of it. */
export const TILE: i32 = 4;

/**
 * Channels that are computed at a time in hidden layers: TILE × BLOCK sums are 8 vectors, which leaves registers for
 * what they are made of.
 */
export const BLOCK: i32 = 8;

/** To which parity, of rows or of columns, an entry t of the kernel belongs. */
export function parityOf(t: i32): i32 {
  return 1 - (t & 1);
}

/** As which of the two taps of its parity. */
export function tapOf(t: i32): i32 {
  return t === 0 || t === 3 ? 1 : 0;
}

/** Where a tap of a parity looks, in rows or columns of the bordered grid, counted from y: 1 is i = y. */
export function look(parity: i32, tap: i32): i32 {
  return tap === 0 ? 1 : parity * 2;
}
