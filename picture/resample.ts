/**
 * Resamples pictures with the cubic filter of Mitchell and Netravali ("Reconstruction Filters in Computer Graphics",
 * SIGGRAPH 1988), first along rows, then along columns. Browsers enlarge bilinearly, which shows as a lattice on pictures as
 * small as 64 × 64.
 */
import type { Pixels } from './png.ts';

/** The parameters that Mitchell and Netravali recommend, between blurring (B = 1) and ringing (B = 0). */
const B = 1 / 3;
const C = (1 - B) / 2;

/** The filter is 0 beyond this many pixels of the coarser of the two grids. */
const REACH = 2;

const RGB = 3;
const RGBA = 4;

/** The source pixels of each pixel of a line, and their weights: [length, count]. */
type Taps = { readonly count: number; readonly from: Int32Array; readonly weight: Float32Array };

/**
 * @param factor a positive integer
 * @returns the picture, `factor` times as wide and high, opaque
 */
export function enlarge(picture: Pixels, factor: number): Pixels {
  return resample(picture, picture.width * factor, picture.height * factor);
}

/**
 * @param width of the result in pixels, at least 1
 * @param height of the result in pixels, at least 1
 * @returns the picture at that size, opaque
 */
export function resample(picture: Pixels, width: number, height: number): Pixels {
  const rows = resampleByRows(picture, width, height);
  for (;;) {
    const step = rows.next();
    if (step.done) {
      return step.value;
    }
  }
}

/** As `resample`, but yields after each row, and before the first, so that the caller can do other work in between. */
export function* resampleByRows(picture: Pixels, width: number, height: number): Generator<void, Pixels> {
  const across = taps(picture.width, width);
  yield;
  const down = taps(picture.height, height);
  yield;
  const wide = new Float32Array(width * picture.height * RGB);
  for (let y = 0; y < picture.height; y++) {
    resampleAcross(picture, y, across, width, wide);
    yield;
  }
  const data = new Uint8ClampedArray(width * height * RGBA).fill(255);
  const sums = new Float32Array(width * RGB);
  for (let y = 0; y < height; y++) {
    resampleDown(wide, y, down, sums, data);
    yield;
  }
  return { width, height, data };
}

/** Resamples row y of the picture to row y of `wide`: f32 [height, width, 3], with the picture's height. */
function resampleAcross(
  picture: Pixels,
  y: number,
  { count, from, weight }: Taps,
  width: number,
  wide: Float32Array,
): void {
  const { data } = picture;
  const row = y * picture.width * RGBA;
  for (let x = 0, to = y * width * RGB; x < width; x++, to += RGB) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = x * count; tap < (x + 1) * count; tap++) {
      const at = row + (from[tap] ?? 0) * RGBA;
      const share = weight[tap] ?? 0;
      red += share * (data[at] ?? 0);
      green += share * (data[at + 1] ?? 0);
      blue += share * (data[at + 2] ?? 0);
    }
    wide[to] = red;
    wide[to + 1] = green;
    wide[to + 2] = blue;
  }
}

/** Computes row y of the result, RGBA u8, from rows of `wide`. `sums` is workspace for one row. */
function resampleDown(
  wide: Float32Array,
  y: number,
  { count, from, weight }: Taps,
  sums: Float32Array,
  data: Uint8ClampedArray,
): void {
  const stride = sums.length;
  sums.fill(0);
  for (let tap = y * count; tap < (y + 1) * count; tap++) {
    const row = (from[tap] ?? 0) * stride;
    const share = weight[tap] ?? 0;
    for (let i = 0; i < stride; i++) {
      sums[i] = (sums[i] ?? 0) + share * (wide[row + i] ?? 0);
    }
  }
  for (let x = 0, to = (y * stride * RGBA) / RGB; x < stride; x += RGB, to += RGBA) {
    data[to] = sums[x] ?? 0;
    data[to + 1] = sums[x + 1] ?? 0;
    data[to + 2] = sums[x + 2] ?? 0;
  }
}

/**
 * The source pixels, of `length`, of each pixel of a line of `wanted`. Pixels beyond the edges repeat the edge. Where the
 * line gets shorter, the filter is stretched, so that every source pixel contributes.
 */
function taps(length: number, wanted: number): Taps {
  const scale = length / wanted;
  const stretch = Math.max(1, scale);
  const count = 2 * Math.ceil(REACH * stretch);
  const from = new Int32Array(wanted * count);
  const weight = new Float32Array(wanted * count);
  const weights = new Float64Array(count);
  for (let i = 0; i < wanted; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.floor(centre) - count / 2 + 1;
    let total = 0;
    for (let tap = 0; tap < count; tap++) {
      const share = weightAt((centre - first - tap) / stretch);
      weights[tap] = share;
      total += share;
    }
    for (let tap = 0; tap < count; tap++) {
      from[i * count + tap] = Math.min(Math.max(first + tap, 0), length - 1);
      weight[i * count + tap] = (weights[tap] ?? 0) / total;
    }
  }
  return { count, from, weight };
}

/** Equation 8 of the paper. */
function weightAt(distance: number): number {
  const x = Math.abs(distance);
  // Products, since the last bit of a power differs between engines.
  const [x2, x3] = [x * x, x * x * x];
  if (x < 1) {
    return ((12 - 9 * B - 6 * C) * x3 + (-18 + 12 * B + 6 * C) * x2 + 6 - 2 * B) / 6;
  }
  if (x >= REACH) {
    return 0;
  }
  return ((-B - 6 * C) * x3 + (6 * B + 30 * C) * x2 - (12 * B + 48 * C) * x + 8 * B + 24 * C) / 6;
}
