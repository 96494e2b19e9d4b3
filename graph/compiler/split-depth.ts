/** How a product of great depth is split for a GPU. */
import type { Contraction } from './contraction.ts';

/** The number of workgroups that keeps a large GPU busy. */
const BUSY = 256;
/** Output elements of a workgroup, about. */
const TILE = 64 * 64;
/** The least depth of a part. */
const SHALLOWEST = 512;
const MOST_PARTS = 64;

/**
 * In how many parts a product is taken along its depth ("split-K"). A filter's gradient has few elements and sums over all
 * positions of all images: without parts a handful of workgroups would do all the work, one after the other.
 */
export function partsOf({ batch, rows, columns, depth }: Contraction): number {
  const workgroups = Math.ceil((batch * rows * columns) / TILE);
  return Math.max(1, Math.min(Math.floor(BUSY / workgroups), Math.floor(depth / SHALLOWEST), MOST_PARTS));
}
