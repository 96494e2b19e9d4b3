import { FLOAT, look, TILE, VECTOR } from './layout';

/** A smaller picture at one pixel of the larger: 9, 3, 3 and 1 sixteenths of four neighbours. */
function enlarged(at: usize, down: isize, right: isize): v128 {
  const near = f32x4.add(
    f32x4.mul(v128.load(at), f32x4.splat(9.0 / 16.0)),
    f32x4.mul(f32x4.add(v128.load(at + down), v128.load(at + right)), f32x4.splat(3.0 / 16.0)),
  );
  return f32x4.add(near, f32x4.mul(v128.load(at + down + right), f32x4.splat(1.0 / 16.0)));
}

/**
 * A picture layer: out = bias + ConvTranspose(input), twice the side, and the smaller picture enlarged, if there is one.
 *
 * @param side, channels, stride of the input
 * @param weights f32 [parity 4, tap 4, channels, 4]
 * @param bias f32 [4]
 * @param smaller a grid of that side with stride 4, or 0
 * @param out a grid with stride 4
 */
export function paint(
  input: usize,
  side: i32,
  channels: i32,
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
  for (let parity = 0; parity < 4; parity++) {
    const odd = parity >> 1;
    const oddColumn = parity & 1;
    const block = weights + <usize>(parity * 4 * channels) * VECTOR;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x += TILE) {
        let sa = start,
          sb = start,
          sc = start,
          sd = start;
        let weight = block;
        for (let tap = 0; tap < 4; tap++) {
          let a = input + <usize>((y + look(odd, tap >> 1)) * width + x + look(oddColumn, tap & 1)) * pixel;
          let b = a + pixel;
          let c = b + pixel;
          let d = c + pixel;
          for (let i = 0; i < channels; i++) {
            const w = v128.load(weight);
            weight += VECTOR;
            sa = f32x4.add(sa, f32x4.mul(v128.load32_splat(a), w));
            sb = f32x4.add(sb, f32x4.mul(v128.load32_splat(b), w));
            sc = f32x4.add(sc, f32x4.mul(v128.load32_splat(c), w));
            sd = f32x4.add(sd, f32x4.mul(v128.load32_splat(d), w));
            a += FLOAT;
            b += FLOAT;
            c += FLOAT;
            d += FLOAT;
          }
        }
        if (smaller !== 0) {
          const at = smaller + <usize>((y + 1) * width + x + 1) * VECTOR;
          const down = <isize>((2 * odd - 1) * width) * VECTOR;
          const right = <isize>(2 * oddColumn - 1) * VECTOR;
          sa = f32x4.add(sa, enlarged(at, down, right));
          sb = f32x4.add(sb, enlarged(at + VECTOR, down, right));
          sc = f32x4.add(sc, enlarged(at + 2 * VECTOR, down, right));
          sd = f32x4.add(sd, enlarged(at + 3 * VECTOR, down, right));
        }
        const to = out + <usize>((2 * y + odd + 1) * outWidth + 2 * x + oddColumn + 1) * VECTOR;
        v128.store(to, sa);
        v128.store(to + 2 * VECTOR, sb);
        v128.store(to + 4 * VECTOR, sc);
        v128.store(to + 6 * VECTOR, sd);
      }
    }
  }
}

/** From here on tanh differs from ±1 by less than a float can show. */
const FLAT: f32 = 10;
const LOG2_E: f32 = Mathf.LOG2E;

/** 1 − 2 / (e^2x + 1), within 2e-7: what follows of it is rounded to a 255th. */
function tanh(x: v128): v128 {
  const inner = f32x4.max(f32x4.min(x, f32x4.splat(FLAT)), f32x4.splat(-FLAT));
  const power = f32x4.mul(inner, f32x4.splat(2 * LOG2_E));
  const whole = f32x4.nearest(power);
  const part = f32x4.sub(power, whole);
  // 2^part by its Taylor series, whose terms are ln(2)^k / k!: part is at most a half.
  let sum = f32x4.splat(1.5403530393381609e-4);
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1.3333558146428443e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(9.618129107628477e-3));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(5.550410866482158e-2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(0.2402265069591007));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(Mathf.LN2));
  sum = f32x4.add(f32x4.mul(sum, part), f32x4.splat(1));
  // 2^whole: the bits of a float's exponent.
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  const exponential = f32x4.mul(sum, scale);
  return f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(exponential, f32x4.splat(1))));
}

/**
 * The image: tanh of the last picture.
 *
 * @param picture a grid with stride 4
 * @param image f32 [3, side, side] in [−1, 1]
 */
export function finish(picture: usize, side: i32, image: usize): void {
  const plane = <usize>(side * side) * FLOAT;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const colours = tanh(v128.load(picture + <usize>((y + 1) * (side + 2) + x + 1) * VECTOR));
      const to = image + <usize>(y * side + x) * FLOAT;
      v128.store32_lane(to, colours, 0);
      v128.store32_lane(to + plane, colours, 1);
      v128.store32_lane(to + 2 * plane, colours, 2);
    }
  }
}
