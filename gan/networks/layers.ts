/** The layers of the DCGAN paper (Radford et al., ICLR 2016), in PyTorch's conventions for weights and statistics. */
import { add, divide, multiply, sqrt, square, subtract } from '../../graph/elementwise.ts';
import { mean } from '../../graph/mean.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { composite, input, sizeOf, type Tensor } from '../../graph/tensor.ts';

/** A network's weights and statistics by name, as `G.3.weight`. */
export type Weights = Readonly<Record<string, Tensor>>;

/** The inputs of a graph that are a network's parameters, by the parameters' names. @param inputName of the input for a parameter */
export function weightInputs(
  parameters: readonly { readonly name: string; readonly shape: readonly number[] }[],
  inputName = (name: string): string => name,
): Record<string, Tensor> {
  return Object.fromEntries(parameters.map(({ name, shape }) => [name, input(inputName(name), shape)]));
}

/**
 * The weight of that name.
 * @throws where there is none
 */
export function weight(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (!found) {
    throw new Error(`the network has no weight named ${name}`);
  }
  return found;
}

/** PyTorch's defaults for BatchNorm2d. */
export const BATCH_NORM = { epsilon: 1e-5, momentum: 0.1 } as const;

/** One value a channel, [c] → [1, c, 1, 1], to be broadcast over images. */
function perChannel(x: Tensor): Tensor {
  return reshape(x, [1, sizeOf(x.shape), 1, 1]);
}

export function addBias(x: Tensor, bias: Tensor): Tensor {
  return add(x, perChannel(bias));
}

/**
 * Where batch norm takes mean and variance from: in training from the batch, adding the updated running statistics to
 * `updated`; in evaluation from the running statistics.
 */
export type BatchNormMode =
  | { readonly kind: 'evaluate' }
  | { readonly kind: 'train'; readonly updated: Record<string, Tensor> };

/** Batch normalization (Ioffe & Szegedy, 2015) of x: [n, c, h, w], with weights `${name}.weight`, `.bias`, …. */
export function batchNorm(x: Tensor, weights: Weights, name: string, mode: BatchNormMode): Tensor {
  const gamma = perChannel(weight(weights, `${name}.weight`));
  const beta = perChannel(weight(weights, `${name}.bias`));
  const runningMean = weight(weights, `${name}.running_mean`);
  const runningVar = weight(weights, `${name}.running_var`);
  if (mode.kind === 'evaluate') {
    const scale = divide(gamma, sqrt(add(perChannel(runningVar), BATCH_NORM.epsilon)));
    return add(multiply(subtract(x, perChannel(runningMean)), scale), beta);
  }
  const axes = [0, 2, 3];
  const mu = mean(x, axes);
  const centred = subtract(x, mu);
  const variance = mean(square(centred), axes);
  const count = sizeOf(x.shape) / sizeOf(variance.shape);
  const blend = (running: Tensor, batch: Tensor) =>
    add(
      multiply(running, 1 - BATCH_NORM.momentum),
      multiply(reshape(batch, running.shape), BATCH_NORM.momentum),
    );
  mode.updated[`${name}.running_mean`] = blend(runningMean, mu);
  // As in PyTorch, the running variance is unbiased, and the one that normalizes is biased.
  mode.updated[`${name}.running_var`] = blend(runningVar, multiply(variance, count / (count - 1)));
  const inverse = divide(1, sqrt(add(variance, BATCH_NORM.epsilon)));
  const scale = multiply(gamma, inverse);
  // The derivative in closed form: mean and variance each contribute one number a channel to x's gradient.
  return composite(
    [x, gamma, beta],
    x.shape,
    (g) => {
      const toBeta = sum(g, axes);
      const along = sum(multiply(g, centred), axes);
      const slope = multiply(multiply(along, square(inverse)), 1 / count);
      const toCentred = subtract(subtract(g, multiply(centred, slope)), multiply(toBeta, 1 / count));
      return [multiply(toCentred, scale), multiply(along, inverse), toBeta];
    },
    () => add(multiply(centred, scale), beta),
  );
}
