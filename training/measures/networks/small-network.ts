/**
 * The small networks that are trained for one measurement: strided 4×4 convolutions down to 4×4, and one more to some numbers for each
 * picture.
 */
import { addBias, type Weights, weight } from '../../../gan/networks/layers.ts';
import { convolve } from '../../../graph/convolution.ts';
import { leakyRelu } from '../../../graph/elementwise.ts';
import { reshape } from '../../../graph/shape.ts';
import { input, type Shape, sizeOf, type Tensor, type Values } from '../../../graph/tensor.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';

/** The channels after each convolution: as many of these, from the end, as lead to 4×4. */
const WIDTHS = [8, 16, 32, 32, 32] as const;
const KERNEL = 4;
const SMALLEST = 4;
const LEAK = 0.2;
/** Preserves the variance of activations (He et al., 2015). */
const HE_GAIN = Math.sqrt(2 / (1 + LEAK ** 2));

/** The pictures that a network takes: f32 [n, channels, side, side], side 8, 16, 32, 64 or 128. */
export type PictureShape = { readonly channels: number; readonly side: number };

type Layer = { readonly name: string; readonly shape: Shape; readonly stride: number };

export type SmallNetwork = {
  /** f32 [n, channels, side, side] → f32 [n, numbers] */
  readonly apply: (weights: Weights, pictures: Tensor) => Tensor;
  /** Its weights as inputs of a graph, by name. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Random kernels; biases start from zero. */
  readonly start: (seed: number) => Values;
};

/**
 * @param numbers that it gives for each picture
 * @throws RangeError for another side
 */
export function smallNetwork({ channels, side }: PictureShape, numbers: number): SmallNetwork {
  const halvings = Math.log2(side / SMALLEST);
  if (!Number.isInteger(halvings) || halvings < 1 || halvings > WIDTHS.length) {
    throw new RangeError(`a small network takes pictures of side 8, 16, 32, 64 or 128, not ${side}`);
  }
  const widths = [channels, ...WIDTHS.slice(-halvings), numbers];
  const layers = widths.slice(1).map(
    (to, i): Layer => ({
      name: `layer${i}`,
      shape: [to, widths[i] ?? channels, KERNEL, KERNEL],
      stride: i < halvings ? 2 : 1,
    }),
  );
  const last = layers.length - 1;
  return {
    apply(weights, pictures) {
      const result = layers.reduce((x, { name, stride }, i) => {
        const geometry = { kernel: KERNEL, stride, padding: stride - 1 };
        const y = addBias(
          convolve(x, weight(weights, `${name}.weight`), geometry),
          weight(weights, `${name}.bias`),
        );
        return i === last ? y : leakyRelu(y, LEAK);
      }, pictures);
      return reshape(result, [pictures.shape[0] ?? 0, numbers]);
    },
    inputs: Object.fromEntries(
      layers.flatMap(({ name, shape }) => [
        [`${name}.weight`, input(`${name}.weight`, shape)],
        [`${name}.bias`, input(`${name}.bias`, [shape[0] ?? 1])],
      ]),
    ),
    start: (seed) =>
      Object.fromEntries(
        layers.map(({ name, shape }, i) => {
          const deviation = (i === last ? 1 : HE_GAIN) / Math.sqrt(sizeOf(shape.slice(1)));
          const data = fillNormal(new Float32Array(sizeOf(shape)), seed, i).map((value) => deviation * value);
          return [`${name}.weight`, { shape, data }];
        }),
      ),
  };
}
