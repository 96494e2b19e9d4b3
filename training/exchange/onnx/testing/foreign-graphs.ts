/** Small generators in the style of other exporters, for tests, with random weights. */

import type { Attribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from '../../../../graph/onnx/model.ts';
import { sizeOf } from '../../../../graph/tensor.ts';
import { fillNormal } from '../../../../latent/seed/seed.ts';

export const LATENT = 6;
export const SIDE = 16;

/** Weights from N(0, deviation²), always the same for a name. */
export function weights(name: string, shape: readonly number[], deviation = 0.4): OnnxTensor {
  return {
    name,
    type: 'float32',
    shape,
    data: fillNormal(new Float32Array(sizeOf(shape)), 7, name.length * 31 + sizeOf(shape)).map(
      (value) => value * deviation,
    ),
  };
}
export function filled(name: string, size: number, value: number): OnnxTensor {
  return {
    name,
    type: 'float32',
    shape: [size],
    data: new Float32Array(size).fill(value),
  };
}
export function int64Tensor(name: string, ...values: number[]): OnnxTensor {
  return {
    name,
    type: 'int64',
    shape: [values.length],
    data: BigInt64Array.from(values, BigInt),
  };
}
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): OnnxNode {
  return { operator, inputs, outputs: [output], attributes };
}
export function value(name: string, ...shape: (number | string)[]): OnnxValue {
  return {
    name,
    type: 'float32',
    shape,
  };
}

/** As torch.onnx.export writes the tutorial's generator: z as a 1×1 grid, batch norm by itself, any batch. */
export function dcgan(): OnnxGraph {
  const norm = (name: string, channels: number): OnnxTensor[] => [
    filled(`${name}.weight`, channels, 1.1),
    filled(`${name}.bias`, channels, 0.1),
    filled(`${name}.running_mean`, channels, 0.05),
    filled(`${name}.running_var`, channels, 0.5),
  ];
  const normalize = (from: string, name: string, to: string): OnnxNode =>
    node('BatchNormalization', [from, ...norm(name, 1).map((it) => it.name)], to);
  const first = { kernel_shape: [4, 4], strides: [1, 1], pads: [0, 0, 0, 0] };
  const double = { kernel_shape: [4, 4], strides: [2, 2], pads: [1, 1, 1, 1] };
  return {
    name: 'main_graph',
    inputs: [value('input.1', 'batch', LATENT, 1, 1)],
    outputs: [value('20', 'batch', 3, SIDE, SIDE)],
    initializers: [
      weights('main.0.weight', [LATENT, 8, 4, 4]),
      ...norm('main.1', 8),
      weights('main.3.weight', [8, 4, 4, 4]),
      ...norm('main.4', 4),
      weights('main.6.weight', [4, 3, 4, 4]),
    ],
    nodes: [
      node('ConvTranspose', ['input.1', 'main.0.weight'], '11', first),
      normalize('11', 'main.1', '12'),
      node('Relu', ['12'], '13'),
      node('ConvTranspose', ['13', 'main.3.weight'], '14', double),
      normalize('14', 'main.4', '15'),
      node('LeakyRelu', ['15'], '16', { alpha: { float: 0.2 } }),
      node('ConvTranspose', ['16', 'main.6.weight'], '17', double),
      node('Tanh', ['17'], '20'),
    ],
  };
}

/** A fully connected layer, nearest enlargement and 3×3 convolutions; pictures in [0, 1]; shapes in Constant nodes. */
export function resizing(batch: number | string): OnnxGraph {
  return {
    name: 'resizing',
    inputs: [value('latent', batch, LATENT)],
    outputs: [value('rgb', batch, 3, SIDE, SIDE)],
    initializers: [
      weights('fc.weight', [8 * 4 * 4, LATENT]),
      filled('fc.bias', 8 * 4 * 4, 0.1),
      filled('scales', 4, 2),
      weights('conv1.weight', [6, 8, 3, 3]),
      weights('conv2.weight', [3, 6, 3, 3]),
    ].map((tensor) => (tensor.name === 'scales' ? { ...tensor, data: Float32Array.of(1, 1, 2, 2) } : tensor)),
    nodes: [
      node('Gemm', ['latent', 'fc.weight', 'fc.bias'], 'image', { transB: 1 }),
      node('Constant', [], 'grid', {
        value: { tensor: int64Tensor('', typeof batch === 'number' ? batch : -1, 8, 4, 4) },
      }),
      node('Reshape', ['image', 'grid'], 'z'),
      node('Resize', ['z', '', 'scales'], 'large1', {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      }),
      node('Conv', ['large1', 'conv1.weight'], 'sum1', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
      node('Relu', ['sum1'], 'hidden'),
      node('Resize', ['hidden', '', 'scales'], 'large2', {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      }),
      node('Conv', ['large2', 'conv2.weight'], 'sum2', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
      node('Sigmoid', ['sum2'], 'rgb'),
    ],
  };
}
