/**
 * The attribute network: five strided convolutions, one layer of features, and one number for each attribute. About
 * 12 million multiply-adds a portrait. It is built twice from one list of layers: as a graph to train, whose batch is
 * fixed, and as an ONNX file for any number of portraits.
 */

import { addBias, type Weights, weight, weightInputs } from '../../../gan/networks/layers.ts';
import { convolve } from '../../../graph/convolution.ts';
import { add, leakyRelu, multiply, softplus, square, subtract } from '../../../graph/elementwise.ts';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { OnnxNode, OnnxTensor } from '../../../graph/onnx/model.ts';
import { sum } from '../../../graph/reduction.ts';
import { reshape } from '../../../graph/shape.ts';
import { constant, input, type Shape, sizeOf, type Tensor, type Values } from '../../../graph/tensor.ts';
import { LEARNED_ATTRIBUTES } from './predicted-attributes.ts';

/** The side of its input portraits. */
export const INPUT_SIDE = 128;
/** The number of features, which are the input of the last layer. */
export const FEATURES = 128;
/** The slope of Leaky ReLU below zero. */
export const LEAK = 0.2;
/** Preserves the variance of activations (He et al., 2015). */
const HE_GAIN = Math.sqrt(2 / (1 + LEAK ** 2));

type Layer = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
};

const CHANNELS = [3, 12, 16, 32, 64, 128] as const;
const LAYERS: readonly Layer[] = [
  ...CHANNELS.slice(1).map((to, i) => ({
    name: `conv${i}`,
    from: CHANNELS[i] ?? 0,
    to,
    kernel: 4,
    stride: 2,
    padding: 1,
  })),
  { name: 'features', from: CHANNELS[5], to: FEATURES, kernel: 4, stride: 1, padding: 0 },
  { name: 'attributes', from: FEATURES, to: LEARNED_ATTRIBUTES.length, kernel: 1, stride: 1, padding: 0 },
];
export const LAST_LAYER = 'attributes';

/** Its weights: NAME.weight f32 [to, from, k, k] and NAME.bias f32 [to]. */
export function networkParameters(): { name: string; shape: Shape; deviation: number }[] {
  return LAYERS.flatMap(({ name, from, to, kernel }) => [
    {
      name: `${name}.weight`,
      shape: [to, from, kernel, kernel],
      deviation: (name === LAST_LAYER ? 1 : HE_GAIN) / Math.sqrt(from * kernel ** 2),
    },
    { name: `${name}.bias`, shape: [to], deviation: 0 },
  ]);
}

/** portraits: f32 [n, 3, 128, 128] in [−1, 1] → f32 [n, attributes]; amounts are standardized, presences logits. */
function predict(weights: Weights, portraits: Tensor): Tensor {
  const [n = 0] = portraits.shape;
  const result = LAYERS.reduce((x, { name, ...geometry }) => {
    const y = addBias(
      convolve(x, weight(weights, `${name}.weight`), geometry),
      weight(weights, `${name}.bias`),
    );
    return name === LAST_LAYER ? y : leakyRelu(y, LEAK);
  }, portraits);
  return reshape(result, [n, LEARNED_ATTRIBUTES.length]);
}

/**
 * The loss of a batch: squared error of the standardized amounts, cross-entropy of the presences, where the labels are
 * known. Inputs: `portraits`, `targets` and `known` (1 or 0), f32 [batch, attributes], and the weights.
 */
export function attributeLoss(batch: number): { weights: Record<string, Tensor>; loss: Tensor } {
  const weights = weightInputs(networkParameters());
  const shape = [batch, LEARNED_ATTRIBUTES.length];
  const given = predict(weights, input('portraits', [batch, 3, INPUT_SIDE, INPUT_SIDE]));
  const targets = input('targets', shape);
  const amounts = constant(
    LEARNED_ATTRIBUTES.map(({ kind }) => Number(kind === 'amount')),
    [1, LEARNED_ATTRIBUTES.length],
  );
  const error = square(subtract(given, targets));
  const entropy = subtract(softplus(given), multiply(given, targets));
  const each = add(multiply(error, amounts), multiply(entropy, subtract(1, amounts)));
  const total = sum(multiply(each, input('known', shape)));
  return { weights, loss: reshape(multiply(total, 1 / batch), [1]) };
}

const TO_FLOAT32 = 1;

/**
 * The network as a file whose weights are half floats: `portraits` f32 [n, 3, 128, 128] in [−1, 1] → `features` f32
 * [n, FEATURES] and `attributes` f32 [n, attributes], amounts in the units of their labels.
 * @param scales the mean and deviation that each amount was standardized by; 0 and 1 for presences
 */
export function attributeFile(
  weights: Values,
  scales: readonly { readonly mean: number; readonly deviation: number }[],
): Uint8Array {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  function half(name: string, shape: Shape, data: Float32Array): string {
    initializers.push({ name: `${name}.half`, type: 'float16', shape, data: Float16Array.from(data) });
    nodes.push({
      operator: 'Cast',
      inputs: [`${name}.half`],
      outputs: [name],
      attributes: { to: TO_FLOAT32 },
    });
    return name;
  }
  function flat(from: string, to: string, size: number): void {
    const shape = BigInt64Array.of(-1n, BigInt(size));
    initializers.push({ name: `${to}.shape`, type: 'int64', shape: [2], data: shape });
    nodes.push({ operator: 'Reshape', inputs: [from, `${to}.shape`], outputs: [to] });
  }
  let x = 'portraits';
  for (const { name, from, to, kernel, stride, padding } of LAYERS) {
    const last = name === LAST_LAYER;
    const own = weights[`${name}.weight`]?.data ?? new Float32Array();
    const row = from * kernel ** 2;
    const kernels = last ? own.map((value, i) => value * (scales[Math.floor(i / row)]?.deviation ?? 1)) : own;
    const bias = (weights[`${name}.bias`]?.data ?? new Float32Array()).map((value, i) =>
      last ? value * (scales[i]?.deviation ?? 1) + (scales[i]?.mean ?? 0) : value,
    );
    nodes.push({
      operator: 'Conv',
      inputs: [
        x,
        half(`${name}.weight`, [to, from, kernel, kernel], kernels),
        half(`${name}.bias`, [to], bias),
      ],
      outputs: [`${name}.linear`],
      attributes: {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [padding, padding, padding, padding],
      },
    });
    x = `${name}.linear`;
    if (!last) {
      nodes.push({
        operator: 'LeakyRelu',
        inputs: [x],
        outputs: [`${name}.active`],
        attributes: { alpha: { float: LEAK } },
      });
      x = `${name}.active`;
    }
    if (name === 'features') {
      flat(x, 'features', FEATURES);
    }
  }
  flat(x, 'attributes', LEARNED_ATTRIBUTES.length);
  return encodeModel({
    name: 'attributes',
    nodes,
    initializers,
    inputs: [{ name: 'portraits', type: 'float32', shape: ['n', 3, INPUT_SIDE, INPUT_SIDE] }],
    outputs: [
      { name: 'features', type: 'float32', shape: ['n', FEATURES] },
      { name: 'attributes', type: 'float32', shape: ['n', LEARNED_ATTRIBUTES.length] },
    ],
  });
}

/** Multiply-adds for one portrait. */
export function multiplyAdds(): number {
  let side = INPUT_SIDE;
  return LAYERS.reduce((total, { from, to, kernel, stride, padding }) => {
    side = (side + 2 * padding - kernel) / stride + 1;
    return total + sizeOf([from, to, kernel, kernel, side, side]);
  }, 0);
}
