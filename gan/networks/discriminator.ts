/**
 * The discriminator of the DCGAN paper, and its variant that takes the picture at every size. Layers are numbered as in the
 * PyTorch tutorial's Sequential module: `D.0.weight`, `D.3.running_var`, `D.11.weight`.
 */

import { convolve } from '../../graph/convolution.ts';
import { add, leakyRelu, sqrt, square, subtract } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { mean } from '../../graph/mean.ts';
import { broadcastTo } from '../../graph/reduction.ts';
import { concat, reshape, transpose } from '../../graph/shape.ts';
import { sizeOf, type Tensor } from '../../graph/tensor.ts';
import {
  type Architecture,
  BASE_SIDE,
  channelsFrom,
  KERNEL_SIZE,
  normParameters,
  type Parameter,
  RESAMPLE,
  RESIDUAL_KERNEL_SIZE,
  SAME_SIDE,
} from './architecture.ts';
import { discriminatorSide, withCloseUp } from './close-up.ts';
import { besidePicture, discriminatorChannels, judgesByClass, projection } from './condition.ts';
import { addBias, type BatchNormMode, batchNorm, type Weights, weight } from './layers.ts';
import { downsamplePicture } from './resample.ts';

/** The slope of Leaky ReLU for negative inputs. */
export const LEAKY_SLOPE = 0.2;

/** One strided convolution before the last. */
export type DiscriminatorBlock = {
  readonly name: string;
  /** The batch norm after it; the first block has none, as in the paper. */
  readonly norm: string | undefined;
  readonly bias: boolean;
  /** The convolution of the downsampled picture whose output is added to this one's. */
  readonly picture: string | undefined;
  /** The residual block after it, if there is one. */
  readonly residual: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Side of the grid that comes out. */
  readonly side: number;
};

/** Side of the smallest grid that can have a residual block. */
const SMALLEST_RESIDUAL = 8;

/** Whether the layers without batch norm have a bias. */
function hasBiases({ discriminatorNorm, discriminatorBias }: Architecture): boolean {
  return discriminatorNorm === 'none' || discriminatorBias;
}

/** Channels of what D sees → w → 2w → …; the grid halves from its side to 4. */
export function discriminatorBlocks(architecture: Architecture): DiscriminatorBlock[] {
  const { network, discriminatorNorm, discriminatorWidth, discriminatorLimit, discriminatorResidual } =
    architecture;
  const resolution = discriminatorSide(architecture);
  const channelLimit = discriminatorLimit || architecture.channelLimit;
  const channels = channelsFrom(discriminatorWidth, { resolution, channelLimit });
  return channels.map((to, i) => {
    const side = resolution / 2 ** (i + 1);
    const isNormed = discriminatorNorm === 'batch' && i > 0;
    const isRefined = side >= SMALLEST_RESIDUAL && side <= discriminatorResidual;
    return {
      name: i === 0 ? 'D.0' : `D.${3 * i - 1}`,
      norm: isNormed ? `D.${3 * i}` : undefined,
      bias: !isNormed && hasBiases(architecture),
      picture: network === 'skip' && i > 0 ? `D.picture${resolution / 2 ** i}` : undefined,
      residual: isRefined ? `D.residual${side}` : undefined,
      from: channels[i - 1] ?? discriminatorChannels(architecture),
      to,
      side,
    };
  });
}

/** The convolution from the last grid to the logit. */
export function logitLayer(architecture: Architecture): string {
  return `D.${3 * discriminatorBlocks(architecture).length - 1}`;
}

/** The second kernel starts at zero, so that the block starts as the identity (Zhang et al., 2019, Fixup). */
function residualParameters(name: string, channels: number): Parameter[] {
  const shape = [channels, channels, RESIDUAL_KERNEL_SIZE, RESIDUAL_KERNEL_SIZE];
  return [
    { name: `${name}.a.weight`, shape, role: 'kernel' },
    { name: `${name}.a.bias`, shape: [channels], role: 'bias' },
    { name: `${name}.b.weight`, shape, role: 'zeroKernel' },
    { name: `${name}.b.bias`, shape: [channels], role: 'bias' },
  ];
}

/** A layer from the last grid to some numbers. */
function fullyConnectedParameters(
  name: string,
  outputs: number,
  features: number,
  hasBias: boolean,
): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [outputs, features, BASE_SIDE, BASE_SIDE], role: 'kernel' },
    ...(hasBias ? [{ name: `${name}.bias`, shape: [outputs], role: 'bias' } as const] : []),
  ];
}

/** What D has for classes after its last grid: a layer that predicts them, or a vector of each that the logit depends on. */
function classParameters(
  { condition, classCount }: Architecture,
  top: number,
  features: number,
): Parameter[] {
  switch (condition) {
    case 'auxiliary':
      return fullyConnectedParameters('D.classes', classCount, features, true);
    case 'projection':
      return [{ name: 'D.embedding.weight', shape: [classCount, top], role: 'embedding' }];
    default:
      return [];
  }
}

export function discriminatorParameters(architecture: Architecture): Parameter[] {
  const blocks = discriminatorBlocks(architecture);
  const top = blocks.at(-1)?.to ?? architecture.channels;
  const features = architecture.minibatchDeviation ? top + 1 : top;
  const last = logitLayer(architecture);
  const biasOf = (name: string, channels: number): Parameter[] => [
    { name: `${name}.bias`, shape: [channels], role: 'bias' },
  ];
  return [
    ...blocks.flatMap(({ name, norm, bias, picture, residual, from, to }): Parameter[] => [
      { name: `${name}.weight`, shape: [to, from, KERNEL_SIZE, KERNEL_SIZE], role: 'kernel' },
      ...(bias ? biasOf(name, to) : []),
      ...(norm === undefined ? [] : normParameters(norm, to)),
      ...(picture === undefined
        ? []
        : [
            {
              name: `${picture}.weight`,
              shape: [to, discriminatorChannels(architecture), KERNEL_SIZE, KERNEL_SIZE],
              role: 'kernel',
            } as const,
          ]),
      ...(residual === undefined ? [] : residualParameters(residual, to)),
    ]),
    ...fullyConnectedParameters(last, 1, features, hasBiases(architecture)),
    ...(architecture.labelWeight > 0
      ? fullyConnectedParameters('D.labels', architecture.labelCount, features, true)
      : []),
    ...classParameters(architecture, top, features),
  ];
}

/** A residual block (He et al., 2016) of two convolutions without norm: x + b ∗ leakyRelu(a ∗ x), for x: [n, c, h, w]. */
export function residualBlock(x: Tensor, weights: Weights, name: string): Tensor {
  const convolved = (input: Tensor, layer: string): Tensor =>
    addBias(convolve(input, weight(weights, `${layer}.weight`), SAME_SIDE), weight(weights, `${layer}.bias`));
  return add(x, convolved(leakyRelu(convolved(x, `${name}.a`), LEAKY_SLOPE), `${name}.b`));
}

/**
 * The standard deviation over the batch of each feature, averaged over all features (Karras et al., 2018, section 3). It
 * lets D detect a generator that repeats itself.
 */
function deviationOf(x: Tensor): Tensor {
  const variance = mean(square(subtract(x, mean(x, [0]))), [0]);
  // The derivative of the square root is infinite at 0; a small number keeps it finite for a batch of equal pictures.
  return mean(sqrt(add(variance, 1e-8)));
}

/** Appends a channel of one constant value. */
function appendChannel(x: Tensor, value: Tensor): Tensor {
  const [n = 0, , h = 0, w = 0] = x.shape;
  return concat([x, broadcastTo(value, [n, 1, h, w])], 1);
}

/** The convolution of x: [n, c, h, w] with a kernel of the same size, [o, c, h, w] → [n, o]. */
function fullyConnected(x: Tensor, kernel: Tensor): Tensor {
  const [outputs = 0, ...field] = kernel.shape;
  const features = sizeOf(field);
  const columns = transpose(reshape(kernel, [outputs, features]), [1, 0]);
  return matmul(reshape(x, [x.shape[0] ?? 0, features]), columns);
}

export type DiscriminatorTensors = {
  /** f32 [n]; its sigmoid is D(x). */
  readonly logit: Tensor;
  /** The normal scores of the labels that D predicts, f32 [n, attributes], with labelWeight above 0. */
  readonly labels: Tensor | undefined;
  /** The logits of the classes that D predicts, f32 [n, classCount], with the condition 'auxiliary'. */
  readonly classes: Tensor | undefined;
  /** The output of each strided convolution and its residual block, f32 [n, channels, side, side]. */
  readonly grids: readonly Tensor[];
  /** The minibatch standard deviation, a single number, where the architecture has it. */
  readonly deviation: Tensor | undefined;
};

/**
 * D's outputs for image: f32 [n, channels, resolution, resolution].
 * @param y the classes of the pictures, one-hot: f32 [n, classCount], which the conditions 'concat' and 'projection' need
 * @throws Error where they are missing
 */
export function discriminate(
  architecture: Architecture,
  weights: Weights,
  image: Tensor,
  mode: BatchNormMode,
  y?: Tensor,
): DiscriminatorTensors {
  const { condition } = architecture;
  if (judgesByClass(architecture) && !y) {
    throw new Error(`discriminate: the condition "${condition}" needs the classes of the pictures`);
  }
  const withClass = (picture: Tensor): Tensor =>
    y && condition === 'concat' ? besidePicture(picture, y) : picture;
  const seen = architecture.discriminatorCloseUp ? withCloseUp(image) : image;
  let x = withClass(seen);
  let shown = seen;
  const grids: Tensor[] = [];
  for (const { name, norm, bias, picture, residual } of discriminatorBlocks(architecture)) {
    let sum = convolve(x, weight(weights, `${name}.weight`), RESAMPLE);
    if (picture !== undefined) {
      shown = downsamplePicture(shown);
      sum = add(sum, convolve(withClass(shown), weight(weights, `${picture}.weight`), RESAMPLE));
    }
    if (bias) {
      sum = addBias(sum, weight(weights, `${name}.bias`));
    }
    if (norm !== undefined) {
      sum = batchNorm(sum, weights, norm, mode);
    }
    x = leakyRelu(sum, LEAKY_SLOPE);
    if (residual !== undefined) {
      x = residualBlock(x, weights, residual);
    }
    grids.push(x);
  }
  const grid = x;
  const deviation = architecture.minibatchDeviation ? deviationOf(grid) : undefined;
  const features = deviation === undefined ? grid : appendChannel(grid, deviation);

  const n = image.shape[0] ?? 0;
  function layer(name: string, hasBias = true): Tensor {
    const out = fullyConnected(features, weight(weights, `${name}.weight`));
    // Biases are added on four axes: ONNX Runtime 1.30 fuses MatMul, Add and Transpose into an invalid graph.
    return hasBias
      ? reshape(addBias(reshape(out, [...out.shape, 1, 1]), weight(weights, `${name}.bias`)), out.shape)
      : out;
  }
  let logit = layer(logitLayer(architecture), hasBiases(architecture));
  if (y && condition === 'projection') {
    logit = add(logit, projection(grid, y, weight(weights, 'D.embedding.weight')));
  }
  return {
    logit: reshape(logit, [n]),
    labels: architecture.labelWeight > 0 ? layer('D.labels') : undefined,
    classes: condition === 'auxiliary' ? layer('D.classes') : undefined,
    grids,
    deviation,
  };
}
