/**
 * A published discriminator, in plain TypeScript: it looks at one picture when somebody asks to see what it sees, which
 * takes a fraction of a second, and no runtime has to come for it. `training/networks/discriminator.ts` has the network.
 */
import type { Manifest } from '../latent/manifest.ts';
import type { LayerOutput } from './layer-output.ts';
import { type LayerWeights, readWeights } from './weights.ts';

export type Told = NonNullable<Manifest['discriminator']>;

/** What it makes of a picture. */
export type Judgement = {
  /** Its sigmoid is D(x). */
  readonly logit: number;
  /** What came out of every layer but the last, after Leaky ReLU. */
  readonly layers: readonly LayerOutput[];
};

/** f32 [side, side, channels]: all channels of a pixel stand together, so that the innermost loop runs along them. */
type Grid = { readonly side: number; readonly channels: number; readonly values: Float32Array };

/** A convolution with its kernel as f32 [k, k, in, out]. */
type Convolution = {
  readonly inputs: number;
  readonly outputs: number;
  readonly k: number;
  readonly stride: number;
  readonly padding: number;
  readonly taps: Float32Array;
  readonly bias: Float32Array;
};

const COLOURS = 3;
const FILE = 'discriminator.weights';

/**
 * @param file the bytes of discriminator.weights
 * @param resolution of the pictures
 * @returns what judges an image, f32 [3, resolution, resolution] in [−1, 1]
 * @throws Error that names the tensor that is missing, or of another shape than the manifest tells
 */
export function openDiscriminator(
  { slope, deviation, showsPictures, layers }: Told,
  file: ArrayBuffer,
  resolution: number,
): (image: Float32Array) => Judgement {
  const last = layers.length - 1;
  const pictured = layers.map((_, i) => isPictured({ showsPictures, layers }, i));
  const weights = readWeights(file, kernelNames({ showsPictures, layers }), FILE);
  const convolutions = layers.map((layer, i) => {
    const below = layers[i - 1]?.shape[0] ?? COLOURS;
    const told = i === last && deviation !== undefined ? 1 : 0;
    const of = (name: string, inputs: number) => convolutionOf(name, weights.get(name), layer, inputs);
    return {
      own: of(layer.name, below + told),
      picture: pictured[i] ? of(pictureName(layer.name), COLOURS) : null,
    };
  });

  return (image) => {
    let grid = byPixel(image, COLOURS, resolution);
    let picture = grid;
    const seen: LayerOutput[] = [];
    for (const [i, { own, picture: beside }] of convolutions.entries()) {
      const input = i === last && deviation !== undefined ? withChannel(grid, deviation) : grid;
      grid = convolve(input, own);
      if (beside !== null) {
        picture = convolve(picture, HALVING);
        const shown = convolve(picture, beside).values;
        grid.values.forEach((value, at) => {
          grid.values[at] = value + (shown[at] ?? 0);
        });
      }
      if (i === last) {
        break;
      }
      grid.values.forEach((value, at) => {
        if (value < 0) {
          grid.values[at] = slope * value;
        }
      });
      const { name } = layers[i] as Told['layers'][number];
      seen.push({ name, shape: [grid.channels, grid.side, grid.side], values: byChannel(grid) });
    }
    return { logit: grid.values[0] ?? Number.NaN, layers: seen };
  };
}

/** The kernel of the picture that is shown to a layer. */
export function pictureName(layer: string): string {
  return `${layer}.picture`;
}

/** Whether a layer is shown the picture: all but those at both ends, if any. */
function isPictured({ showsPictures, layers }: Pick<Told, 'showsPictures' | 'layers'>, i: number): boolean {
  return showsPictures && i > 0 && i < layers.length - 1;
}

/** What the kernels of its file are called. */
export function kernelNames(told: Pick<Told, 'showsPictures' | 'layers'>): string[] {
  return told.layers.flatMap(({ name }, i) => (isPictured(told, i) ? [name, pictureName(name)] : [name]));
}

function convolutionOf(
  name: string,
  weights: LayerWeights | undefined,
  { kernel, stride, padding, shape: [channels] }: Told['layers'][number],
  inputs: number,
): Convolution {
  const wanted = [inputs, channels, kernel, kernel];
  if (weights === undefined || String(weights.shape) !== String(wanted)) {
    throw new Error(`${FILE}: the kernel of ${name} is [${weights?.shape}], not [${wanted}]`);
  }
  const { values, scales, bias } = weights;
  const taps = new Float32Array(values.length);
  for (let at = 0, i = 0; i < inputs; i++) {
    for (let o = 0; o < channels; o++) {
      for (let tap = 0; tap < kernel * kernel; tap++, at++) {
        taps[(tap * inputs + i) * channels + o] = (values[at] ?? 0) * (scales[o] ?? 0);
      }
    }
  }
  return { inputs, outputs: channels, k: kernel, stride, padding, taps, bias };
}

/** Half the side, each colour by itself: linear interpolation, as `training/networks/resample.ts` has it. */
const HALVING: Convolution = {
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

/** Beyond the edge lies zero. */
function convolve(
  { side, values }: Grid,
  { inputs, outputs, k, stride, padding, taps, bias }: Convolution,
): Grid {
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

/** One more channel that holds one number. */
function withChannel({ side, channels, values }: Grid, value: number): Grid {
  const wider = new Float32Array(side * side * (channels + 1)).fill(value);
  for (let pixel = 0; pixel < side * side; pixel++) {
    wider.set(values.subarray(pixel * channels, (pixel + 1) * channels), pixel * (channels + 1));
  }
  return { side, channels: channels + 1, values: wider };
}

/** From [channels, side, side]. */
function byPixel(values: Float32Array, channels: number, side: number): Grid {
  const area = side * side;
  return {
    side,
    channels,
    values: values.map((_, at) => values[(at % channels) * area + Math.floor(at / channels)] ?? 0),
  };
}

/** To [channels, side, side]. */
function byChannel({ side, channels, values }: Grid): Float32Array {
  const area = side * side;
  return values.map((_, at) => values[(at % area) * channels + Math.floor(at / area)] ?? 0);
}
