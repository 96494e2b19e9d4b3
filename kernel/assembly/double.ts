import { BLOCK, FLOAT, look, TILE, VECTOR } from './layout';

/**
 * A hidden layer: out = max(0, bias + ConvTranspose(input)), twice the side.
 *
 * @param side of the input
 * @param channels of the input
 * @param stride of the input
 * @param weights f32 [parity 4, out stride / 8, tap 4, channels, 8]
 * @param bias f32 [out stride]
 * @param outStride a multiple of 8
 */
export function double(
  input: usize,
  side: i32,
  channels: i32,
  stride: i32,
  weights: usize,
  bias: usize,
  out: usize,
  outStride: i32,
): void {
  const pixel = <usize>stride * FLOAT;
  const outPixel = <usize>outStride * FLOAT;
  const width = side + 2;
  const outWidth = 2 * side + 2;
  const zero = f32x4.splat(0);
  let block = weights;
  for (let parity = 0; parity < 4; parity++) {
    const odd = parity >> 1;
    const oddColumn = parity & 1;
    for (
      let channel = 0;
      channel < outStride;
      channel += BLOCK, block += <usize>(4 * channels * BLOCK) * FLOAT
    ) {
      const bias0 = v128.load(bias + <usize>channel * FLOAT);
      const bias1 = v128.load(bias + <usize>channel * FLOAT + VECTOR);
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x += TILE) {
          let a0 = bias0,
            a1 = bias1,
            b0 = bias0,
            b1 = bias1,
            c0 = bias0,
            c1 = bias1,
            d0 = bias0,
            d1 = bias1;
          let weight = block;
          for (let tap = 0; tap < 4; tap++) {
            let a = input + <usize>((y + look(odd, tap >> 1)) * width + x + look(oddColumn, tap & 1)) * pixel;
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
          }
          // Neighbours of one parity lie two pixels apart.
          const to =
            out +
            <usize>((2 * y + odd + 1) * outWidth + 2 * x + oddColumn + 1) * outPixel +
            <usize>channel * FLOAT;
          v128.store(to, f32x4.max(a0, zero));
          v128.store(to, f32x4.max(a1, zero), VECTOR);
          v128.store(to + 2 * outPixel, f32x4.max(b0, zero));
          v128.store(to + 2 * outPixel, f32x4.max(b1, zero), VECTOR);
          v128.store(to + 4 * outPixel, f32x4.max(c0, zero));
          v128.store(to + 4 * outPixel, f32x4.max(c1, zero), VECTOR);
          v128.store(to + 6 * outPixel, f32x4.max(d0, zero));
          v128.store(to + 6 * outPixel, f32x4.max(d1, zero), VECTOR);
        }
      }
    }
  }
}
