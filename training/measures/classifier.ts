/**
 * A small network that learns to tell two kinds of pictures apart: strided 4×4 convolutions down to 4×4, and one number, the
 * logit of the second kind. It is trained anew for each measurement.
 */
import { convolve } from '../../graph/convolution.ts';
import { leakyRelu, multiply, softplus, subtract } from '../../graph/elementwise.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { input, type Shape, sizeOf, type Tensor, type Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed.ts';
import { addBias, type Weights, weight } from '../networks/layers.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { minimize } from './minimize.ts';

/** The examples of a step, and of a call when it is used. */
export const CLASSIFIER_BATCH = 32;
/** The channels after each convolution: as many of these, from the end, as lead to 4×4. */
const WIDTHS = [8, 16, 32, 32, 32] as const;
const KERNEL = 4;
const SMALLEST = 4;
const LEAK = 0.2;
const RATE = 2e-3;
/** Preserves the variance of activations (He et al., 2015). */
const HE_GAIN = Math.sqrt(2 / (1 + LEAK ** 2));

/** The pictures that a classifier takes: f32 [n, channels, side, side], side 8, 16, 32, 64 or 128. */
export type ClassifierInput = { readonly channels: number; readonly side: number };

type Layer = { readonly name: string; readonly shape: Shape; readonly stride: number };

function layersOf({ channels, side }: ClassifierInput): Layer[] {
  const halvings = Math.log2(side / SMALLEST);
  if (!Number.isInteger(halvings) || halvings < 1 || halvings > WIDTHS.length) {
    throw new RangeError(`a classifier takes pictures of side 8, 16, 32, 64 or 128, not ${side}`);
  }
  const widths = [channels, ...WIDTHS.slice(-halvings), 1];
  return widths.slice(1).map((to, i) => ({
    name: `layer${i}`,
    shape: [to, widths[i] ?? channels, KERNEL, KERNEL],
    stride: i < halvings ? 2 : 1,
  }));
}

/** f32 [n, channels, side, side] → logits f32 [n] */
function logits(layers: readonly Layer[], weights: Weights, pictures: Tensor): Tensor {
  const last = layers.length - 1;
  const result = layers.reduce((x, { name, stride }, i) => {
    const geometry = { kernel: KERNEL, stride, padding: stride - 1 };
    const y = addBias(
      convolve(x, weight(weights, `${name}.weight`), geometry),
      weight(weights, `${name}.bias`),
    );
    return i === last ? y : leakyRelu(y, LEAK);
  }, pictures);
  return reshape(result, [pictures.shape[0] ?? 0]);
}

function tensorsOf(layers: readonly Layer[]): Record<string, Tensor> {
  return Object.fromEntries(
    layers.flatMap(({ name, shape }) => [
      [`${name}.weight`, input(`${name}.weight`, shape)],
      [`${name}.bias`, input(`${name}.bias`, [shape[0] ?? 1])],
    ]),
  );
}

export type Examples = {
  /** f32 [CLASSIFIER_BATCH, channels, side, side] */
  readonly pictures: Float32Array;
  /** f32 [CLASSIFIER_BATCH]: 0 for the first kind, 1 for the second. */
  readonly kinds: Float32Array;
};

export type ClassifierTraining = {
  readonly steps: number;
  readonly seed: number;
  readonly examples: (step: number) => Promise<Examples>;
};

/** @returns the trained weights, for `openClassifier` */
export async function trainClassifier(
  pictureShape: ClassifierInput,
  { steps, seed, examples }: ClassifierTraining,
): Promise<Values> {
  const layers = layersOf(pictureShape);
  const shape = [CLASSIFIER_BATCH, pictureShape.channels, pictureShape.side, pictureShape.side];
  const weights = tensorsOf(layers);
  const found = logits(layers, weights, input('pictures', shape));
  const kinds = input('kinds', [CLASSIFIER_BATCH]);
  const entropy = sum(subtract(softplus(found), multiply(found, kinds)));
  return minimize({
    weights,
    loss: reshape(multiply(entropy, 1 / CLASSIFIER_BATCH), [1]),
    start: Object.fromEntries(
      layers.map(({ name, shape: kernel }, i) => {
        const deviation = (i === layers.length - 1 ? 1 : HE_GAIN) / Math.sqrt(sizeOf(kernel.slice(1)));
        const data = fillNormal(new Float32Array(sizeOf(kernel)), seed, i).map((value) => deviation * value);
        return [`${name}.weight`, { shape: kernel, data }];
      }),
    ),
    steps,
    rate: RATE,
    async batchOf(step) {
      const { pictures, kinds: own } = await examples(step);
      return { pictures: { shape, data: pictures }, kinds: { shape: [CLASSIFIER_BATCH], data: own } };
    },
  });
}

export type Classifier = {
  /** f32 [n, channels, side, side] → the logits of the second kind, f32 [n] */
  logits(pictures: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
};

export async function openClassifier(pictureShape: ClassifierInput, weights: Values): Promise<Classifier> {
  const layers = layersOf(pictureShape);
  const shape = [CLASSIFIER_BATCH, pictureShape.channels, pictureShape.side, pictureShape.side];
  const size = sizeOf(shape.slice(1));
  const program = await buildProgram('classify', {
    logits: logits(layers, tensorsOf(layers), input('pictures', shape)),
  });
  return {
    async logits(pictures) {
      const n = pictures.length / size;
      const out = new Float32Array(n);
      const data = new Float32Array(CLASSIFIER_BATCH * size);
      for (let i = 0; i < n; i += CLASSIFIER_BATCH) {
        const count = Math.min(CLASSIFIER_BATCH, n - i);
        data.set(pictures.subarray(i * size, (i + count) * size));
        const found = await program.run({ ...weights, pictures: { shape, data } });
        out.set((found.logits?.data ?? new Float32Array()).subarray(0, count), i);
      }
      return out;
    },
    release: () => program.release(),
  };
}
