/** Feature maps in plain TypeScript, and the convolutions of a discriminator. */

/** The channels of a picture. */
export const COLOURS = 3;

/** f32 [side, side, channels]. Channels are last, so that the innermost loop runs along them. */
export type FeatureMap = { readonly side: number; readonly channels: number; readonly values: Float32Array };

/** The weights of a convolution. */
export type Convolution = {
  readonly inputs: number;
  readonly outputs: number;
  readonly k: number;
  readonly stride: number;
  readonly padding: number;
  /** f32 [k, k, inputs, outputs] */
  readonly taps: Float32Array;
  /** f32 [outputs] */
  readonly bias: Float32Array;
};

/** Bilinear downsampling to half the side, each colour by itself, as in `gan/networks/resample.ts`. */
export const DOWNSAMPLE: Convolution = {
  inputs: COLOURS,
  outputs: COLOURS,
  k: 4,
  stride: 2,
  padding: 1,
  taps: Float32Array.from({ length: 16 * COLOURS * COLOURS }, (_, at) => {
    const [tap, from, to] = [Math.floor(at / COLOURS ** 2), Math.floor(at / COLOURS) % COLOURS, at % COLOURS];
    const linear = [1, 3, 3, 1].map((weight) => weight / 8);
    return from === to ? (linear[Math.floor(tap / 4)] ?? 0) * (linear[tap % 4] ?? 0) : 0;
  }),
  bias: new Float32Array(COLOURS),
};

/** A convolution with zero padding. */
export function convolve(
  { side, values }: FeatureMap,
  { inputs, outputs, k, stride, padding, taps, bias }: Convolution,
): FeatureMap {
  const smaller = (side + 2 * padding - k) / stride + 1;
  const out = new Float32Array(smaller * smaller * outputs);
  for (let y = 0; y < smaller; y++) {
    for (let x = 0; x < smaller; x++) {
      const to = out.subarray((y * smaller + x) * outputs, (y * smaller + x + 1) * outputs);
      to.set(bias);
      for (let u = 0; u < k; u++) {
        const row = y * stride - padding + u;
        if (row < 0 || row >= side) {
          continue;
        }
        for (let v = 0; v < k; v++) {
          const column = x * stride - padding + v;
          if (column < 0 || column >= side) {
            continue;
          }
          const from = (row * side + column) * inputs;
          let tap = (u * k + v) * inputs * outputs;
          for (let i = 0; i < inputs; i++) {
            const value = values[from + i] ?? 0;
            for (let o = 0; o < outputs; o++, tap++) {
              to[o] = (to[o] ?? 0) + value * (taps[tap] ?? 0);
            }
          }
        }
      }
    }
  }
  return { side: smaller, channels: outputs, values: out };
}

/** The terms of a convolution to one number, summed over the channels of each tap: f32 [k, k]. */
export function evidenceOf(
  { side, values }: FeatureMap,
  { inputs, k, padding, taps }: Convolution,
): Float32Array {
  return Float32Array.from({ length: k * k }, (_, tap) => {
    const row = Math.floor(tap / k) - padding;
    const column = (tap % k) - padding;
    if (Math.min(row, column) < 0 || Math.max(row, column) >= side) {
      return 0;
    }
    let sum = 0;
    for (let i = 0; i < inputs; i++) {
      sum += (values[(row * side + column) * inputs + i] ?? 0) * (taps[tap * inputs + i] ?? 0);
    }
    return sum;
  });
}

/** What the class adds to the logit at each place of the last feature maps, ⟨V·y, features⟩: f32 [side, side]. */
export function projection(features: FeatureMap, vectors: Convolution, y: Float32Array): Float32Array {
  const { values, side, channels } = convolve(features, vectors);
  return Float32Array.from({ length: side * side }, (_, place) =>
    y.reduce((sum, share, of) => sum + share * (values[place * channels + of] ?? 0), 0),
  );
}

/** Appends a constant channel. */
export function withChannel({ side, channels, values }: FeatureMap, value: number): FeatureMap {
  const wider = new Float32Array(side * side * (channels + 1)).fill(value);
  for (let pixel = 0; pixel < side * side; pixel++) {
    wider.set(values.subarray(pixel * channels, (pixel + 1) * channels), pixel * (channels + 1));
  }
  return { side, channels: channels + 1, values: wider };
}

/** From [channels, side, side]. */
export function toChannelsLast(values: Float32Array, channels: number, side: number): FeatureMap {
  const area = side * side;
  return {
    side,
    channels,
    values: values.map((_, at) => values[(at % channels) * area + Math.floor(at / channels)] ?? 0),
  };
}

/** To [channels, side, side]. */
export function toChannelsFirst({ side, channels, values }: FeatureMap): Float32Array {
  const area = side * side;
  return values.map((_, at) => values[(at % area) * channels + Math.floor(at / area)] ?? 0);
}
