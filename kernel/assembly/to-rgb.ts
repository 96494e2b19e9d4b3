import { COLOURS, FLOAT, inputOffset, TILE, VECTOR } from './layout';

/** Bilinear upsampling of the smaller image at one pixel of the larger: 9, 3, 3 and 1 sixteenths of four neighbours. */
function enlarged(at: usize, down: isize, right: isize): v128 {
  const near = f32x4.add(
    f32x4.mul(v128.load(at), f32x4.splat(9.0 / 16.0)),
    f32x4.mul(f32x4.add(v128.load(at + down), v128.load(at + right)), f32x4.splat(3.0 / 16.0)),
  );
  return f32x4.add(near, f32x4.mul(v128.load(at + down + right), f32x4.splat(1.0 / 16.0)));
}

/** How many pixels are computed at a time. With four, the twelve sums would not stay in registers. */
const PAIR: i32 = 2;

/** The first half of horizontal sums: a0 + a2, b0 + b2, a1 + a3, b1 + b3. */
function halfSums(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
}

/**
 * A to-RGB layer: out = bias + ConvTranspose(input), twice the side, plus the smaller RGB image upsampled, if there is one
 * (the skip generator of StyleGAN2). Each colour of a pixel is a dot product over the channels: computing four colours at
 * a time would waste one lane.
 *
 * @param side, stride of the input; the stride is a multiple of 8, and channels beyond the last are 0
 * @param weights f32 [parity 4, tap 4, stride / 4, colour 3, 4]
 * @param bias f32 [4]
 * @param smaller an RGB image of that side with stride 4, or 0
 * @param out an RGB image with stride 4
 * @param pixels output: its tanh as RGBA u8 [2 side, 2 side, 4]; or 0, for an image that is not the last
 */
export function toRgb(
  input: usize,
  side: i32,
  stride: i32,
  weights: usize,
  bias: usize,
  smaller: usize,
  out: usize,
  pixels: usize,
): void {
  const pixel = <usize>stride * FLOAT;
  const width = side + 2;
  const outWidth = 2 * side + 2;
  const start = v128.load(bias);
  const zero = f32x4.splat(0);
  for (let y = 0; y < side; y++) {
    for (let parity = 0; parity < 4; parity++) {
      const odd = parity >> 1;
      const oddColumn = parity & 1;
      const firstRow = input + <usize>((y + inputOffset(odd, 0)) * width) * pixel;
      const secondRow = input + <usize>((y + inputOffset(odd, 1)) * width) * pixel;
      const secondColumn = <usize>inputOffset(oddColumn, 1) * pixel;
      for (let x = 0; x < side; x += PAIR) {
        let aRed = zero,
          aGreen = zero,
          aBlue = zero,
          bRed = zero,
          bGreen = zero,
          bBlue = zero;
        let weight = weights + <usize>(parity * 4 * COLOURS) * pixel;
        for (let tap = 0; tap < 4; tap++) {
          let a = (tap >> 1 ? secondRow : firstRow) + (tap & 1 ? secondColumn : pixel) + <usize>x * pixel;
          let b = a + pixel;
          // Two vectors of channels at a time.
          for (const end = b; a < end; a += 2 * VECTOR, b += 2 * VECTOR, weight += 2 * COLOURS * VECTOR) {
            const pa = v128.load(a);
            const pb = v128.load(b);
            const red = v128.load(weight);
            aRed = f32x4.add(aRed, f32x4.mul(pa, red));
            bRed = f32x4.add(bRed, f32x4.mul(pb, red));
            const green = v128.load(weight, VECTOR);
            aGreen = f32x4.add(aGreen, f32x4.mul(pa, green));
            bGreen = f32x4.add(bGreen, f32x4.mul(pb, green));
            const blue = v128.load(weight, 2 * VECTOR);
            aBlue = f32x4.add(aBlue, f32x4.mul(pa, blue));
            bBlue = f32x4.add(bBlue, f32x4.mul(pb, blue));
            const paNext = v128.load(a, VECTOR);
            const pbNext = v128.load(b, VECTOR);
            const redNext = v128.load(weight, 3 * VECTOR);
            aRed = f32x4.add(aRed, f32x4.mul(paNext, redNext));
            bRed = f32x4.add(bRed, f32x4.mul(pbNext, redNext));
            const greenNext = v128.load(weight, 4 * VECTOR);
            aGreen = f32x4.add(aGreen, f32x4.mul(paNext, greenNext));
            bGreen = f32x4.add(bGreen, f32x4.mul(pbNext, greenNext));
            const blueNext = v128.load(weight, 5 * VECTOR);
            aBlue = f32x4.add(aBlue, f32x4.mul(paNext, blueNext));
            bBlue = f32x4.add(bBlue, f32x4.mul(pbNext, blueNext));
          }
        }
        // Red, green and blue of a pixel, and the other pixel's blue in the free lane.
        const a = halfSums(aRed, aGreen);
        const b = halfSums(bRed, bGreen);
        const blue = halfSums(aBlue, bBlue);
        const aSum = f32x4.add(v128.shuffle<f64>(a, blue, 0, 2), v128.shuffle<f64>(a, blue, 1, 3));
        const bSum = f32x4.add(
          v128.shuffle<f32>(b, blue, 0, 1, 5, 4),
          v128.shuffle<f32>(b, blue, 2, 3, 7, 6),
        );
        let sa = f32x4.add(start, aSum);
        let sb = f32x4.add(start, bSum);
        if (smaller !== 0) {
          const at = smaller + <usize>((y + 1) * width + x + 1) * VECTOR;
          const down = <isize>((2 * odd - 1) * width) * VECTOR;
          const right = <isize>(2 * oddColumn - 1) * VECTOR;
          sa = f32x4.add(sa, enlarged(at, down, right));
          sb = f32x4.add(sb, enlarged(at + VECTOR, down, right));
        }
        const to = out + <usize>((2 * y + odd + 1) * outWidth + 2 * x + oddColumn + 1) * VECTOR;
        v128.store(to, sa);
        v128.store(to + 2 * VECTOR, sb);
      }
    }
    if (pixels !== 0) {
      // While the two rows are in cache.
      const row = out + <usize>((2 * y + 1) * outWidth + 1) * VECTOR;
      const to = pixels + <usize>(4 * side * y) * FLOAT;
      rowToPixels(row, 2 * side, to);
      rowToPixels(row + <usize>outWidth * VECTOR, 2 * side, to + <usize>(2 * side) * FLOAT);
    }
  }
}

/** Beyond this, tanh rounds to ±1 in f32. */
const FLAT: f32 = 10;
const LOG2_E: f32 = Mathf.LOG2E;
/** 1.5 · 2^23: adding it to a small number rounds that to an integer, which stands in the low bits of the sum. */
const TO_INTEGER: f32 = 12582912;

/** tanh x = 1 − 2 / (e^2x + 1), within 2e-7; pixels are rounded to 1/255. */
function tanh(x: v128): v128 {
  const inner = f32x4.pmax(f32x4.pmin(x, f32x4.splat(FLAT)), f32x4.splat(-FLAT));
  const power = f32x4.mul(inner, f32x4.splat(2 * LOG2_E));
  const shifted = f32x4.add(power, f32x4.splat(TO_INTEGER));
  const part = f32x4.sub(power, f32x4.sub(shifted, f32x4.splat(TO_INTEGER)));
  // 2^part by its Taylor series with coefficients ln(2)^k / k!; |part| is at most ½.
  let sum = f32x4.splat(1.5403530393381609e-4);
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1.3333558146428443e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(9.618129107628477e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(5.550410866482158e-2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(0.2402265069591007));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(Mathf.LN2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1));
  // 2^whole, written into the exponent bits of a float.
  const scale = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  const exponential = f32x4.mul(sum, scale);
  return f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(exponential, f32x4.splat(1))));
}

/**
 * tanh of the last RGB image, planar.
 *
 * @param rgb an RGB image with stride 4
 * @param image output: f32 [3, side, side] in [−1, 1]
 */
export function toImage(rgb: usize, side: i32, image: usize): void {
  const plane = <usize>(side * side) * FLOAT;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const colours = tanh(v128.load(rgb + <usize>((y + 1) * (side + 2) + x + 1) * VECTOR));
      const to = image + <usize>(y * side + x) * FLOAT;
      v128.store32_lane(to, colours, 0);
      v128.store32_lane(to + plane, colours, 1);
      v128.store32_lane(to + 2 * plane, colours, 2);
    }
  }
}

/** round((tanh(x) + 1) · 127.5). */
function bytesOf(x: v128): v128 {
  const level = f32x4.add(f32x4.mul(tanh(x), f32x4.splat(127.5)), f32x4.splat(128));
  return i32x4.trunc_sat_f32x4_s(level);
}

/**
 * tanh of a row of an RGB image, as opaque pixels.
 *
 * @param from its first pixel: f32 [side, 4]
 * @param pixels output: RGBA u8 [side, 4]
 */
function rowToPixels(from: usize, side: i32, pixels: usize): void {
  const opaque = i32x4.splat(0xff000000);
  let rgb = from;
  for (const end = pixels + <usize>side * FLOAT; pixels < end; pixels += VECTOR, rgb += TILE * VECTOR) {
    // The colours of the fourth pixel take the free lanes of the others: three vectors, not four.
    const d = rgb + 3 * VECTOR;
    const a = bytesOf(v128.load32_lane(d, v128.load(rgb), 3));
    const b = bytesOf(v128.load32_lane(d + FLOAT, v128.load(rgb, VECTOR), 3));
    const c = bytesOf(v128.load32_lane(d + 2 * FLOAT, v128.load(rgb, 2 * VECTOR), 3));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, c));
    const rgba = i8x16.shuffle(bytes, bytes, 0, 1, 2, 0, 4, 5, 6, 0, 8, 9, 10, 0, 3, 7, 11, 0);
    v128.store(pixels, v128.or(rgba, opaque));
  }
}
