/**
 * Latents that mean something. D learns to read the labels of real portraits, as normal scores; G is asked to draw
 * portraits in which D reads the scores that the first numbers of z stand for (data/normal-scores.ts). It is the
 * auxiliary classifier of AC-GAN (Odena et al., 2017) as a regression, learnt from real pictures alone.
 */
import { square, subtract } from '../../graph/elementwise.ts';
import { mean } from '../../graph/mean.ts';
import { reshape } from '../../graph/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** The mean squared error of scores that were read, against those that are true or asked for: f32 [n, k] → [1]. */
export function labelError(read: Tensor, wanted: Tensor): Tensor {
  return reshape(mean(square(subtract(read, wanted))), [1]);
}
