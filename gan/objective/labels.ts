/**
 * Latents tied to labels. D learns to predict the labels of real portraits, as normal scores; G learns to draw portraits
 * for which D predicts the scores that the first numbers of z ask for (training/data/labels/normal-scores.ts). This is the auxiliary
 * classifier of AC-GAN (Odena et al., 2017) as a regression, learnt from real pictures only.
 */
import { square, subtract } from '../../graph/elementwise.ts';
import { meanOfAll } from '../../graph/mean.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** The mean squared error of predicted scores against those of the labels, or those that z asks for: f32 [n, k] → [1]. */
export function labelError(predicted: Tensor, target: Tensor): Tensor {
  return meanOfAll(square(subtract(predicted, target)));
}
