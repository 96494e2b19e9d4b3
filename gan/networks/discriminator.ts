/** The discriminator of the DCGAN paper, and its variant that takes the picture at every size, as tensors. */

import { convolve } from '../../graph/convolution.ts';
import { add, leakyRelu, sqrt, square, subtract } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { mean } from '../../graph/mean.ts';
import { broadcastTo } from '../../graph/reduction.ts';
import { concat, reshape, transpose } from '../../graph/shape.ts';
import { sizeOf, type Tensor } from '../../graph/tensor.ts';
import { type Architecture, RESAMPLE, SAME_SIDE } from './architecture.ts';
import { besidePicture, judgesByClass, projection } from './condition.ts';
import { discriminatorBlocks, hasBiases, logitLayer } from './discriminator-parameters.ts';
import { addBias, type BatchNormMode, batchNorm, type Weights, weight } from './layers.ts';
import { downsamplePicture } from './resample.ts';

/** The slope of Leaky ReLU for negative inputs. */
export const LEAKY_SLOPE = 0.2;

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
  let x = withClass(image);
  let shown = image;
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
