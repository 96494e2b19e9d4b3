/** Penalties on D's gradient: R1 and R2 (Mescheder et al., 2018), and that of WGAN-GP (Gulrajani et al., 2017). */
import { add, multiply, sqrt, square, subtract } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { meanOfAll } from '../../graph/mean.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { input, type Tensor, type Values } from '../../graph/tensor.ts';
import { DISCRIMINATOR_PASSES, uniform } from './diff-augment.ts';

/**
 * ½ E‖∂D/∂x‖² over the pictures of a batch, f32 [1]: R1 on real ones, R2 on fakes.
 * @param logits f32 [n]; each depends on one picture only
 * @param pictures f32 [n, 3, h, w]
 */
export function gradientPenalty(logits: Tensor, pictures: Tensor): Tensor {
  const [slope] = gradients(sum(logits), [pictures]) as [Tensor];
  return multiply(reshape(sum(square(slope)), [1]), 0.5 / (pictures.shape[0] ?? 1));
}

/** Keeps the slope of a square root finite where a gradient is zero. */
const EPSILON = 1e-12;
const PLACES = 'between';

/**
 * Pictures at random places on the lines from fake to real ones, f32 [n, c, h, w]; the places are an input of the graph. With f32 [n, k], the classes of
 * these pictures.
 */
export function interpolate(real: Tensor, fake: Tensor): Tensor {
  const n = real.shape[0] ?? 0;
  const places = input(PLACES, [n, 1, 1, 1]);
  const share = reshape(places, [n, ...real.shape.slice(1).map(() => 1)]);
  return add(multiply(real, share), multiply(fake, subtract(1, share)));
}

/** The places of a step's pictures from `first` on, by input name: uniform in [0, 1), from the recipe's seed. */
export function drawInterpolation(seed: number, step: number, n: number, first = 0): Values {
  const pass = DISCRIMINATOR_PASSES.length;
  const data = Float32Array.from({ length: n }, (_, i) => uniform(seed, step, pass, first + i));
  return { [PLACES]: { shape: [n, 1, 1, 1], data } };
}

/**
 * E(‖∂D/∂x‖₂ − 1)² over the pictures of a batch, f32 [1].
 * @param logits f32 [n]; each depends on one picture only
 * @param pictures f32 [n, c, h, w]
 */
export function wganGpPenalty(logits: Tensor, pictures: Tensor): Tensor {
  const [slope] = gradients(sum(logits), [pictures]) as [Tensor];
  const length = sqrt(add(sum(square(slope), [1, 2, 3]), EPSILON));
  return meanOfAll(square(subtract(length, 1)));
}
