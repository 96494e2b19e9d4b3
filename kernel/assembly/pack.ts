/**
 * Reorders convolution kernels from the published file's layout, [inputs, outputs, taps], to the layouts that the layers
 * here read, where channels that are computed together are adjacent. Four taps of four output channels are moved at a
 * time, as vectors: a new isolate, or a page before its first face, packs millions of weights in code that is not
 * optimized yet.
 */
import { COLOURS, FLOAT, parityOf, tapOf } from './layout';

/** How many channels, and how many taps, are packed at a time. */
const GROUP: i32 = 4;

/**
 * Packs the weights of the first layer.
 *
 * @param kernel i8 or f32 [inputs, outputs, taps]
 * @param size bytes of one value: 1 or 4
 * @param scales f32 [stride], the per-channel scale of each output; 0 beyond the outputs
 * @param taps a multiple of 4
 * @param packed output: f32 [inputs, taps, stride]
 */
export function packProjection(
  kernel: usize,
  size: i32,
  scales: usize,
  inputs: i32,
  outputs: i32,
  taps: i32,
  packed: usize,
  stride: i32,
): void {
  const step = <usize>stride * FLOAT;
  for (let i = 0; i < inputs; i++) {
    for (let tap = 0; tap < taps; tap += GROUP) {
      const line = packed + <usize>(i * taps + tap) * step;
      for (let o = 0; o < outputs; o += GROUP) {
        const channels = <usize>o * FLOAT;
        const scale = v128.load(scales + channels);
        const to = line + channels;
        packGroup(kernel, size, taps, i * outputs, o, outputs, tap, scale, to, step, 2 * step, 3 * step);
      }
    }
  }
}

/**
 * Packs the weights of an upsampling layer.
 *
 * @param kernel i8 or f32 [inputs, outputs, 4, 4]
 * @param size bytes of one value: 1 or 4
 * @param scales f32 [stride], the per-channel scale of each output; 0 beyond the outputs
 * @param packed output: f32 [parity 4, stride / block, tap 4, inputs, block]
 */
export function packUpsample(
  kernel: usize,
  size: i32,
  scales: usize,
  inputs: i32,
  outputs: i32,
  packed: usize,
  stride: i32,
  block: i32,
): void {
  const tapSize = <usize>(inputs * block) * FLOAT;
  const paritySize = <usize>(4 * inputs * stride) * FLOAT;
  // Offsets from the first column of a kernel row to the others.
  const first = <usize>parityOf(0) * paritySize + <usize>tapOf(0) * tapSize;
  const second = <usize>parityOf(1) * paritySize + <usize>tapOf(1) * tapSize - first;
  const third = <usize>parityOf(2) * paritySize + <usize>tapOf(2) * tapSize - first;
  const fourth = <usize>parityOf(3) * paritySize + <usize>tapOf(3) * tapSize - first;
  // Inputs are the inner loop because they are adjacent in the output.
  for (let o = 0; o < outputs; o += GROUP) {
    const scale = v128.load(scales + <usize>o * FLOAT);
    const lane = o % block;
    for (let i = 0; i < inputs; i++) {
      const to = packed + <usize>((o - lane) * 4 * inputs + i * block + lane) * FLOAT + first;
      for (let row = 0; row < 4; row++) {
        const at = to + <usize>(parityOf(row) * 2) * paritySize + <usize>(tapOf(row) * 2) * tapSize;
        packGroup(kernel, size, 16, i * outputs, o, outputs, 4 * row, scale, at, second, third, fourth);
      }
    }
  }
}

/**
 * Packs the weights of a to-RGB layer.
 *
 * @param kernel i8 or f32 [inputs, 3, 4, 4]
 * @param size bytes of one value: 1 or 4
 * @param scales f32 [3], the scale of each colour
 * @param packed output: f32 [parity 4, tap 4, stride / 4, colour 3, 4]; has to be zero before
 * @param stride of the input
 */
export function packToRgb(
  kernel: usize,
  size: i32,
  scales: usize,
  inputs: i32,
  packed: usize,
  stride: i32,
): void {
  let from = kernel;
  for (let i = 0; i < inputs; i++) {
    for (let colour = 0; colour < COLOURS; colour++) {
      const scale = load<f32>(scales + <usize>colour * FLOAT);
      for (let row = 0; row < 4; row++) {
        for (let column = 0; column < 4; column++, from += size) {
          const value = size === 1 ? <f32>load<i8>(from) : load<f32>(from);
          const parity = parityOf(row) * 2 + parityOf(column);
          const tap = tapOf(row) * 2 + tapOf(column);
          const quad = ((parity * 4 + tap) * stride) / GROUP + i / GROUP;
          const place = (quad * COLOURS + colour) * GROUP + (i % GROUP);
          store<f32>(packed + <usize>place * FLOAT, scale * value);
        }
      }
    }
  }
}

/**
 * Packs four taps of the output channels o … o + 3. Channels beyond the last repeat the last.
 *
 * @param line index of the kernel row, [taps] each, where the input's outputs begin
 * @param to f32 [4], the channels of the first tap
 * @param second byte offset from `to` of the second tap's channels; likewise `third` and `fourth`
 */
function packGroup(
  kernel: usize,
  size: i32,
  taps: i32,
  line: i32,
  o: i32,
  outputs: i32,
  tap: i32,
  scale: v128,
  to: usize,
  second: usize,
  third: usize,
  fourth: usize,
): void {
  const last = outputs - 1;
  const from = kernel + <usize>(tap * size);
  const bytes = taps * size;
  const a = four(from + <usize>((line + o) * bytes), size);
  const b = four(from + <usize>((line + min(o + 1, last)) * bytes), size);
  const c = four(from + <usize>((line + min(o + 2, last)) * bytes), size);
  const d = four(from + <usize>((line + min(o + 3, last)) * bytes), size);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abEnd = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdEnd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, f32x4.mul(v128.shuffle<f64>(ab, cd, 0, 2), scale));
  v128.store(to + second, f32x4.mul(v128.shuffle<f64>(ab, cd, 1, 3), scale));
  v128.store(to + third, f32x4.mul(v128.shuffle<f64>(abEnd, cdEnd, 0, 2), scale));
  v128.store(to + fourth, f32x4.mul(v128.shuffle<f64>(abEnd, cdEnd, 1, 3), scale));
}

/** Loads four adjacent values as floats: from i8 where `size` is 1, from f32 otherwise. */
function four(address: usize, size: i32): v128 {
  if (size !== 1) {
    return v128.load(address);
  }
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(address))));
}
