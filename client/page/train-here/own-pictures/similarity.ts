/**
 * Whether two pictures are nearly the same: the same shot twice, in another size or compression, or the next of a burst. A perceptual hash of 64 bits
 * says of each of 8 × 8 places whether it is darker than its right neighbour ("difference hash", Neal Krawetz, 2013). Colours are compared, too,
 * since a red mug and a blue one on the same table may differ in nothing else.
 */
const PLACES = 8;
/** How many bits of the hash may differ. */
const MAX_BITS = 5;
/** Side of the grid whose colours are compared, and how far a channel may differ at one of its places, of 255. */
const COLOUR_PLACES = 4;
const MAX_DISTANCE = 14;

export type Signature = {
  readonly hash: readonly [number, number];
  /** Mean colours: [4, 4, 3] */
  readonly colours: readonly number[];
};

/** Means over a grid of places: [rows, columns, 3] */
function means(pixels: Uint8ClampedArray, side: number, rows: number, columns: number): Float32Array {
  const sums = new Float32Array(rows * columns * 3);
  const counts = new Float32Array(rows * columns);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const place = Math.floor((y * rows) / side) * columns + Math.floor((x * columns) / side);
      counts[place] = (counts[place] ?? 0) + 1;
      for (let channel = 0; channel < 3; channel++) {
        const at = 3 * place + channel;
        sums[at] = (sums[at] ?? 0) + (pixels[4 * (y * side + x) + channel] ?? 0);
      }
    }
  }
  return sums.map((sum, i) => sum / (counts[Math.floor(i / 3)] ?? 1));
}

/** @param pixels RGBA u8 [side, side, 4] @param side at least 9 */
export function signatureOf(pixels: Uint8ClampedArray, side: number): Signature {
  const grid = means(pixels, side, PLACES, PLACES + 1);
  function luma(row: number, column: number): number {
    const at = 3 * (row * (PLACES + 1) + column);
    return 0.299 * (grid[at] ?? 0) + 0.587 * (grid[at + 1] ?? 0) + 0.114 * (grid[at + 2] ?? 0);
  }
  const hash: [number, number] = [0, 0];
  for (let bit = 0; bit < PLACES * PLACES; bit++) {
    const [row, column] = [Math.floor(bit / PLACES), bit % PLACES];
    const half = bit < 32 ? 0 : 1;
    // A difference of at most 1 is noise on a plain ground.
    const isDarker = luma(row, column) + 1 < luma(row, column + 1);
    hash[half] = ((hash[half] << 1) | Number(isDarker)) >>> 0;
  }
  const colours = means(pixels, side, COLOUR_PLACES, COLOUR_PLACES);
  return { hash, colours: Array.from(colours, Math.round) };
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function areAlike(a: Signature, b: Signature): boolean {
  if (bitsOf(a.hash[0] ^ b.hash[0]) + bitsOf(a.hash[1] ^ b.hash[1]) > MAX_BITS) {
    return false;
  }
  return a.colours.every((value, i) => Math.abs(value - (b.colours[i] ?? 0)) <= MAX_DISTANCE);
}
