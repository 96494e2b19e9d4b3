import { FLOAT, VECTOR } from './layout';

/**
 * The first layer, a ConvTranspose of z as a 1 × 1 feature map: out = max(0, bias + Σ z · weight).
 *
 * @param z f32 [latentSize]
 * @param weights f32 [latentSize, side², stride]
 * @param bias f32 [stride]
 * @param out a feature map
 */
export function project(
  z: usize,
  latentSize: i32,
  weights: usize,
  bias: usize,
  out: usize,
  side: i32,
  stride: i32,
): void {
  const line = <usize>stride * FLOAT;
  const row = <usize>(side * side) * line;
  for (let pixel = 0; pixel < side * side; pixel++) {
    const to = out + <usize>((pixel / side + 1) * (side + 2) + (pixel % side) + 1) * line;
    for (let channel: usize = 0; channel < line; channel += VECTOR) {
      let sum = v128.load(bias + channel);
      let at = weights + <usize>pixel * line + channel;
      for (let i = 0; i < latentSize; i++, at += row) {
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(z + <usize>i * FLOAT), v128.load(at)));
      }
      v128.store(to + channel, f32x4.max(sum, f32x4.splat(0)));
    }
  }
}
