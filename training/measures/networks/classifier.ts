/** A small network that learns to tell two kinds of pictures apart: it gives the logit of the second kind. */
import { multiply, softplus, subtract } from '../../../graph/elementwise.ts';
import { sum } from '../../../graph/reduction.ts';
import { reshape } from '../../../graph/shape.ts';
import { input, sizeOf, type Values } from '../../../graph/tensor.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { minimize } from './minimize.ts';
import { type PictureShape, smallNetwork } from './small-network.ts';

/** The examples of a step, and of a call when it is used. */
export const CLASSIFIER_BATCH = 32;
const RATE = 2e-3;

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
  pictureShape: PictureShape,
  { steps, seed, examples }: ClassifierTraining,
): Promise<Values> {
  const { apply, inputs, start } = smallNetwork(pictureShape, 1);
  const shape = [CLASSIFIER_BATCH, pictureShape.channels, pictureShape.side, pictureShape.side];
  const found = reshape(apply(inputs, input('pictures', shape)), [CLASSIFIER_BATCH]);
  const kinds = input('kinds', [CLASSIFIER_BATCH]);
  const entropy = sum(subtract(softplus(found), multiply(found, kinds)));
  return minimize({
    weights: inputs,
    loss: reshape(multiply(entropy, 1 / CLASSIFIER_BATCH), [1]),
    start: start(seed),
    steps,
    rate: RATE,
    async batchOf(step) {
      const { pictures, kinds: own } = await examples(step);
      return { pictures: { shape, data: pictures }, kinds: { shape: [CLASSIFIER_BATCH], data: own } };
    },
  });
}

export type Classifier = {
  /** f32 [n, channels, side, side] → the logits of the second kind, f32 [n], or of all kinds, f32 [n, kinds] */
  logits(pictures: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
};

/** @param numbers logits of a picture: one for two kinds, or one for each kind */
export async function openClassifier(
  pictureShape: PictureShape,
  weights: Values,
  numbers = 1,
): Promise<Classifier> {
  const { apply, inputs } = smallNetwork(pictureShape, numbers);
  const shape = [CLASSIFIER_BATCH, pictureShape.channels, pictureShape.side, pictureShape.side];
  const size = sizeOf(shape.slice(1));
  const program = await buildProgram('classify', { logits: apply(inputs, input('pictures', shape)) });
  return {
    async logits(pictures) {
      const n = pictures.length / size;
      const out = new Float32Array(n * numbers);
      const data = new Float32Array(CLASSIFIER_BATCH * size);
      for (let i = 0; i < n; i += CLASSIFIER_BATCH) {
        const count = Math.min(CLASSIFIER_BATCH, n - i);
        data.set(pictures.subarray(i * size, (i + count) * size));
        const found = await program.run({ ...weights, pictures: { shape, data } });
        out.set((found.logits?.data ?? new Float32Array()).subarray(0, count * numbers), i * numbers);
      }
      return out;
    },
    release: () => program.release(),
  };
}
