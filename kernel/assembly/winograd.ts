/**
 * Winograd's minimal filtering F(2 × 2, 2 × 2): nine multiplications instead of sixteen. Lavin and Gray, "Fast Algorithms
 * for Convolutional Neural Networks", CVPR 2016. Each parity of a layer's output is a convolution with 2 × 2 taps. In one
 * dimension, two outputs y of three inputs d and two taps g are
 *
 *     y0 = d0 g0 + d1 g1 = (d0 − d1) g0 + d1 (g0 + g1)
 *     y1 = d1 g0 + d2 g1 = d1 (g0 + g1) + (d2 − d1) g1
 *
 * which takes three products, and in two dimensions nine for a tile of 2 × 2 outputs from 3 × 3 inputs. The rest are
 * additions, whose number does not grow with inputs × outputs. Nothing is scaled, so no precision is lost.
 */
import { FLOAT, VECTOR } from './layout';

/** Products for a tile of one parity. */
export const PRODUCTS: i32 = 9;

/**
 * The input transform: d0 − d1, d1 and d2 − d1 along the rows of each tile, then along its columns.
 *
 * @param parity of the output: 2 · row + column
 * @param row the first row of tiles
 * @param rows how many rows of tiles
 * @param tiles output: f32 [product 9, rows · side / 2, stride]
 */
export function transformInput(
  input: usize,
  side: i32,
  stride: i32,
  parity: i32,
  row: i32,
  rows: i32,
  tiles: usize,
): void {
  const pixel = <usize>stride * FLOAT;
  const line = <usize>(side + 2) * pixel;
  const product = <usize>(rows * (side >> 1)) * pixel;
  const end = 2 * (row + rows);
  let to = tiles;
  for (let y = 2 * row + (parity >> 1); y < end; y += 2) {
    for (let x = parity & 1; x < side; x += 2) {
      let a = input + <usize>y * line + <usize>x * pixel;
      for (const last = a + pixel; a < last; a += VECTOR, to += VECTOR) {
        const b = a + line;
        const c = b + line;
        const d01 = v128.load(a + pixel);
        const d11 = v128.load(b + pixel);
        const d21 = v128.load(c + pixel);
        const left = f32x4.sub(v128.load(b), d11);
        const right = f32x4.sub(v128.load(b + 2 * pixel), d11);
        v128.store(to, f32x4.sub(f32x4.sub(v128.load(a), d01), left));
        v128.store(to + product, f32x4.sub(d01, d11));
        v128.store(to + 2 * product, f32x4.sub(f32x4.sub(v128.load(a + 2 * pixel), d01), right));
        v128.store(to + 3 * product, left);
        v128.store(to + 4 * product, d11);
        v128.store(to + 5 * product, right);
        v128.store(to + 6 * product, f32x4.sub(f32x4.sub(v128.load(c), d21), left));
        v128.store(to + 7 * product, f32x4.sub(d21, d11));
        v128.store(to + 8 * product, f32x4.sub(f32x4.sub(v128.load(c + 2 * pixel), d21), right));
      }
    }
  }
}

/**
 * The filter transform: g0, g0 + g1 and g1 along the rows of the 2 × 2 taps, then along their columns.
 *
 * @param taps f32 [tap 4, size / 4]
 * @param size bytes of one tap
 * @param weights output: f32 [product 9, size / 4]
 */
export function transformTaps(taps: usize, parity: i32, size: usize, weights: usize): void {
  // The tap that reads the pixel itself is g0 for odd rows and columns, and g1 for even ones.
  const row: usize = parity >> 1 ? 0 : 2;
  const column: usize = parity & 1 ? 0 : 1;
  const upperLeft = (row + column) * size;
  const upperRight = (row + (column ^ 1)) * size;
  const lowerLeft = ((row ^ 2) + column) * size;
  const lowerRight = ((row ^ 2) + (column ^ 1)) * size;
  let to = weights;
  for (let tap = taps; tap < taps + size; tap += VECTOR, to += VECTOR) {
    const g00 = v128.load(tap + upperLeft);
    const g01 = v128.load(tap + upperRight);
    const g10 = v128.load(tap + lowerLeft);
    const g11 = v128.load(tap + lowerRight);
    const upper = f32x4.add(g00, g01);
    const lower = f32x4.add(g10, g11);
    v128.store(to, g00);
    v128.store(to + size, upper);
    v128.store(to + 2 * size, g01);
    v128.store(to + 3 * size, f32x4.add(g00, g10));
    v128.store(to + 4 * size, f32x4.add(upper, lower));
    v128.store(to + 5 * size, f32x4.add(g01, g11));
    v128.store(to + 6 * size, g10);
    v128.store(to + 7 * size, lower);
    v128.store(to + 8 * size, g11);
  }
}

/**
 * The output transform of some tiles, eight channels: bias, plus m0 + m1 and m1 + m2 along the rows and columns of the
 * products; then ReLU.
 *
 * @param sums f32 [product 9, size / 32, 8]
 * @param size bytes of one product
 * @param first index of the first tile
 * @param count of tiles
 * @param bias f32 [8]
 * @param out a feature map, offset to the first of these channels
 */
export function collectTiles(
  sums: usize,
  size: usize,
  first: i32,
  count: i32,
  side: i32,
  parity: i32,
  bias: usize,
  out: usize,
  outStride: i32,
): void {
  // Pixels of one parity are two pixels apart, and a tile is two of them wide.
  const outPixel = <usize>outStride * FLOAT;
  const outLine = <usize>(2 * side + 2) * outPixel;
  const right = 2 * outPixel;
  const down = 2 * outLine;
  const across = side >> 1;
  const zero = f32x4.splat(0);
  for (let half: usize = 0; half < 2 * VECTOR; half += VECTOR) {
    const start = v128.load(bias + half);
    let from = sums + half;
    for (let tile = first; tile < first + count; tile++, from += 2 * VECTOR) {
      const row = 4 * (tile / across) + (parity >> 1) + 1;
      const column = 4 * (tile % across) + (parity & 1) + 1;
      const to = out + <usize>row * outLine + <usize>column * outPixel + half;
      const m10 = v128.load(from + 3 * size);
      const m11 = f32x4.add(start, v128.load(from + 4 * size));
      const m12 = v128.load(from + 5 * size);
      const upper0 = f32x4.add(v128.load(from), m10);
      const upper1 = f32x4.add(v128.load(from + size), m11);
      const upper2 = f32x4.add(v128.load(from + 2 * size), m12);
      const lower0 = f32x4.add(m10, v128.load(from + 6 * size));
      const lower1 = f32x4.add(m11, v128.load(from + 7 * size));
      const lower2 = f32x4.add(m12, v128.load(from + 8 * size));
      v128.store(to, f32x4.pmax(f32x4.add(upper0, upper1), zero));
      v128.store(to + right, f32x4.pmax(f32x4.add(upper1, upper2), zero));
      v128.store(to + down, f32x4.pmax(f32x4.add(lower0, lower1), zero));
      v128.store(to + down + right, f32x4.pmax(f32x4.add(lower1, lower2), zero));
    }
  }
}
