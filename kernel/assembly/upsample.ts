import { BLOCK, FLOAT, TILE, VECTOR } from './layout';
import { collectTiles, PRODUCTS, transformInput, transformTaps } from './winograd';

/** How many tiles are multiplied by one product's weights while those are in cache. */
const STRIP: i32 = 16;

/**
 * A hidden layer: out = max(0, bias + ConvTranspose(input)), twice the side.
 *
 * @param side of the input
 * @param channels of the input
 * @param stride of the input
 * @param taps f32 [parity 4, outStride / 8, tap 4, channels, 8]
 * @param bias f32 [outStride]
 * @param outStride of the output, a multiple of 8
 * @param rows how many rows of tiles are transformed at a time, an even number: few enough to stay in cache until they are
 *   multiplied
 * @param tiles workspace: f32 [product 9, rows · side / 2, stride]
 * @param weights workspace: f32 [product 9, channels, 8]
 * @param sums workspace: f32 [product 9, STRIP, 8]
 */
export function upsample(
  input: usize,
  side: i32,
  channels: i32,
  stride: i32,
  taps: usize,
  bias: usize,
  out: usize,
  outStride: i32,
  rows: i32,
  tiles: usize,
  weights: usize,
  sums: usize,
): void {
  const pixel = <usize>stride * FLOAT;
  const weightSize = <usize>(channels * BLOCK) * FLOAT;
  const sumSize = <usize>(STRIP * BLOCK) * FLOAT;
  const across = side >> 1;
  const parityTaps = <usize>(4 * (outStride / BLOCK)) * weightSize;
  for (let parity = 0; parity < 4; parity++) {
    for (let row = 0; row < across; row += rows) {
      const band = min(rows, across - row);
      const count = band * across;
      transformInput(input, side, stride, parity, row, band, tiles);
      let block = taps + <usize>parity * parityTaps;
      for (let channel = 0; channel < outStride; channel += BLOCK, block += 4 * weightSize) {
        transformTaps(block, parity, weightSize, weights);
        const place = <usize>channel * FLOAT;
        for (let first = 0; first < count; first += STRIP) {
          const strip = min(STRIP, count - first);
          for (let product = 0; product < PRODUCTS; product++) {
            const weight = weights + <usize>product * weightSize;
            const sum = sums + <usize>product * sumSize;
            for (let tile = 0; tile < strip; tile += TILE) {
              const from = tiles + <usize>(product * count + first + tile) * pixel;
              multiply(from, pixel, channels, weight, sum + <usize>(tile * BLOCK) * FLOAT);
            }
          }
          const tile = row * across + first;
          collectTiles(sums, sumSize, tile, strip, side, parity, bias + place, out + place, outStride);
        }
      }
    }
  }
}

/**
 * The matrix product pixels · weights for four pixels and eight output channels; most of a face's time is spent here. The
 * sums take 8 vector registers, which leaves registers for the factors.
 *
 * @param pixels f32 [4, pixel / 4], of which the first `channels` are used
 * @param pixel distance from one pixel to the next, in bytes
 * @param weights f32 [channels, 8]
 * @param sums output: f32 [4, 8]
 */
function multiply(pixels: usize, pixel: usize, channels: i32, weights: usize, sums: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    b0 = zero,
    b1 = zero,
    c0 = zero,
    c1 = zero,
    d0 = zero,
    d1 = zero;
  let weight = weights;
  let a = pixels;
  let b = a + pixel;
  let c = b + pixel;
  let d = c + pixel;
  for (let i = 0; i < channels; i++) {
    const w0 = v128.load(weight);
    const w1 = v128.load(weight, VECTOR);
    weight += 2 * VECTOR;
    const pa = v128.load32_splat(a);
    a0 = f32x4.add(a0, f32x4.mul(pa, w0));
    a1 = f32x4.add(a1, f32x4.mul(pa, w1));
    const pb = v128.load32_splat(b);
    b0 = f32x4.add(b0, f32x4.mul(pb, w0));
    b1 = f32x4.add(b1, f32x4.mul(pb, w1));
    const pc = v128.load32_splat(c);
    c0 = f32x4.add(c0, f32x4.mul(pc, w0));
    c1 = f32x4.add(c1, f32x4.mul(pc, w1));
    const pd = v128.load32_splat(d);
    d0 = f32x4.add(d0, f32x4.mul(pd, w0));
    d1 = f32x4.add(d1, f32x4.mul(pd, w1));
    a += FLOAT;
    b += FLOAT;
    c += FLOAT;
    d += FLOAT;
  }
  v128.store(sums, a0);
  v128.store(sums, a1, VECTOR);
  v128.store(sums, b0, 2 * VECTOR);
  v128.store(sums, b1, 3 * VECTOR);
  v128.store(sums, c0, 4 * VECTOR);
  v128.store(sums, c1, 5 * VECTOR);
  v128.store(sums, d0, 6 * VECTOR);
  v128.store(sums, d1, 7 * VECTOR);
}
