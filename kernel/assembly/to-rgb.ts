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

/** Horizontal sums of three vectors, in the first three lanes. */
function sums(red: v128, green: v128, blue: v128): v128 {
  const zero = f32x4.splat(0);
  const redGreen = f32x4.add(
    v128.shuffle<f32>(red, green, 0, 4, 1, 5),
    v128.shuffle<f32>(red, green, 2, 6, 3, 7),
  );
  const blueZero = f32x4.add(
    v128.shuffle<f32>(blue, zero, 0, 4, 1, 5),
    v128.shuffle<f32>(blue, zero, 2, 6, 3, 7),
  );
  return f32x4.add(v128.shuffle<f64>(redGreen, blueZero, 0, 2), v128.shuffle<f64>(redGreen, blueZero, 1, 3));
}

/**
 * A to-RGB layer: out = bias + ConvTranspose(input), twice the side, plus the smaller RGB image upsampled, if there is one
 * (the skip generator of StyleGAN2). Each colour of a pixel is a dot product over the channels: computing four colours at
 * a time would waste one lane.
 *
 * @param side, stride of the input; its channels beyond the last are 0
 * @param weights f32 [parity 4, tap 4, colour 3, stride]
 * @param bias f32 [4]
 * @param smaller an RGB image of that side with stride 4, or 0
 * @param out an RGB image with stride 4
 */
export function toRgb(
  input: usize,
  side: i32,
  stride: i32,
  weights: usize,
  bias: usize,
  smaller: usize,
  out: usize,
): void {
  const pixel = <usize>stride * FLOAT;
  const width = side + 2;
  const outWidth = 2 * side + 2;
  const start = v128.load(bias);
  const zero = f32x4.splat(0);
  for (let parity = 0; parity < 4; parity++) {
    const odd = parity >> 1;
    const oddColumn = parity & 1;
    const block = weights + <usize>(parity * 4 * COLOURS) * pixel;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x += PAIR) {
        let aRed = zero,
          aGreen = zero,
          aBlue = zero,
          bRed = zero,
          bGreen = zero,
          bBlue = zero;
        for (let tap = 0; tap < 4; tap++) {
          let a =
            input +
            <usize>((y + inputOffset(odd, tap >> 1)) * width + x + inputOffset(oddColumn, tap & 1)) * pixel;
          let red = block + <usize>(tap * COLOURS) * pixel;
          for (const end = a + pixel; a < end; a += VECTOR, red += VECTOR) {
            const wRed = v128.load(red);
            const wGreen = v128.load(red + pixel);
            const wBlue = v128.load(red + 2 * pixel);
            const pa = v128.load(a);
            aRed = f32x4.add(aRed, f32x4.mul(pa, wRed));
            aGreen = f32x4.add(aGreen, f32x4.mul(pa, wGreen));
            aBlue = f32x4.add(aBlue, f32x4.mul(pa, wBlue));
            const pb = v128.load(a + pixel);
            bRed = f32x4.add(bRed, f32x4.mul(pb, wRed));
            bGreen = f32x4.add(bGreen, f32x4.mul(pb, wGreen));
            bBlue = f32x4.add(bBlue, f32x4.mul(pb, wBlue));
          }
        }
        let sa = f32x4.add(start, sums(aRed, aGreen, aBlue));
        let sb = f32x4.add(start, sums(bRed, bGreen, bBlue));
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
  }
}

/** Beyond this, tanh rounds to ±1 in f32. */
const FLAT: f32 = 10;
const LOG2_E: f32 = Mathf.LOG2E;

/** tanh x = 1 − 2 / (e^2x + 1), within 2e-7; pixels are rounded to 1/255. */
function tanh(x: v128): v128 {
  const inner = f32x4.max(f32x4.min(x, f32x4.splat(FLAT)), f32x4.splat(-FLAT));
  const power = f32x4.mul(inner, f32x4.splat(2 * LOG2_E));
  const whole = f32x4.nearest(power);
  const part = f32x4.sub(power, whole);
  // 2^part by its Taylor series with coefficients ln(2)^k / k!; |part| is at most ½.
  let sum = f32x4.splat(1.5403530393381609e-4);
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1.3333558146428443e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(9.618129107628477e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(5.550410866482158e-2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(0.2402265069591007));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(Mathf.LN2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1));
  // 2^whole, written into the exponent bits of a float.
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
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
 * tanh of the last RGB image, as opaque pixels.
 *
 * @param rgb an RGB image with stride 4
 * @param pixels output: RGBA u8 [side, side, 4]
 */
export function toPixels(rgb: usize, side: i32, pixels: usize): void {
  const opaque = i32x4.splat(0xff000000);
  let to = pixels;
  for (let y = 0; y < side; y++) {
    let from = rgb + <usize>((y + 1) * (side + 2) + 1) * VECTOR;
    for (let x = 0; x < side; x += TILE, from += TILE * VECTOR, to += VECTOR) {
      const ab = i16x8.narrow_i32x4_s(bytesOf(v128.load(from)), bytesOf(v128.load(from, VECTOR)));
      const cd = i16x8.narrow_i32x4_s(
        bytesOf(v128.load(from, 2 * VECTOR)),
        bytesOf(v128.load(from, 3 * VECTOR)),
      );
      v128.store(to, v128.or(i8x16.narrow_i16x8_u(ab, cd), opaque));
    }
  }
}
