/**
 * From kernels as the ONNX file has them to the order in which the kernels here read them. A new isolate does this with
 * millions of weights before its first picture, when JavaScript has not warmed up yet.
 */
import { FLOAT, parityOf, tapOf } from './layout';

/**
 * For the first layer.
 *
 * @param kernel f32 [inputs, outputs, taps]
 * @param scales f32 [outputs], what each output channel of the kernel is multiplied by
 * @param packed zeros, becomes f32 [inputs, taps, stride]
 */
export function packProjection(
  kernel: usize,
  scales: usize,
  inputs: i32,
  outputs: i32,
  taps: i32,
  packed: usize,
  stride: i32,
): void {
  const step = <usize>stride * FLOAT;
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const scale = load<f32>(scales + <usize>o * FLOAT);
      let to = packed + <usize>(i * taps * stride + o) * FLOAT;
      for (let tap = 0; tap < taps; tap++) {
        store<f32>(to, load<f32>(kernel) * scale);
        kernel += FLOAT;
        to += step;
      }
    }
  }
}

/**
 * For a layer that doubles the side.
 *
 * @param kernel f32 [inputs, outputs, 4, 4]
 * @param scales f32 [outputs], what each output channel of the kernel is multiplied by
 * @param packed zeros, becomes f32 [parity 4, stride / block, tap 4, inputs, block]
 */
export function packDoubling(
  kernel: usize,
  scales: usize,
  inputs: i32,
  outputs: i32,
  packed: usize,
  stride: i32,
  block: i32,
): void {
  const tapSize = <usize>(inputs * block) * FLOAT;
  const paritySize = <usize>(4 * inputs * stride) * FLOAT;
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const scale = load<f32>(scales + <usize>o * FLOAT);
      const lane = o % block;
      const to = packed + <usize>((o - lane) * 4 * inputs + i * block + lane) * FLOAT;
      for (let row = 0; row < 4; row++) {
        for (let column = 0; column < 4; column++) {
          const parity = <usize>(parityOf(row) * 2 + parityOf(column));
          const tap = <usize>(tapOf(row) * 2 + tapOf(column));
          store<f32>(to + parity * paritySize + tap * tapSize, load<f32>(kernel) * scale);
          kernel += FLOAT;
        }
      }
    }
  }
}
