/**
 * How the class of a picture, y, one-hot over k classes, enters the networks of a conditional GAN. G takes it beside z, in all three ways; they differ
 * in D:
 *
 * - 'concat' (Mirza & Osindero, 2014): D sees y beside the picture, as k channels of one value each.
 * - 'auxiliary' (Odena et al., 2017, AC-GAN): D does not see y; it predicts the class beside telling real from fake.
 * - 'projection' (Miyato & Koyama, 2018): the logit has the inner product of a vector of the class with the features of the picture added to it.
 */
import { multiply } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { broadcastTo, sum } from '../../graph/reduction.ts';
import { concat, reshape } from '../../graph/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Architecture } from './architecture.ts';

/** Length of what G takes, [z, y]; z's where the networks are unconditional. */
export function generatorInputSize({
  latentSize,
  classCount,
}: Pick<Architecture, 'latentSize' | 'classCount'>): number {
  return latentSize + classCount;
}

/** Channels of what D sees: the picture's, and one for each class where y is beside it. */
export function discriminatorChannels({
  channels,
  condition,
  classCount,
}: Pick<Architecture, 'channels' | 'condition' | 'classCount'>): number {
  return condition === 'concat' ? channels + classCount : channels;
}

/** Whether D takes y as an input. */
export function judgesByClass({ condition }: Pick<Architecture, 'condition'>): boolean {
  return condition === 'concat' || condition === 'projection';
}

/** z: f32 [n, d] and y: f32 [n, k] → [z, y], f32 [n, d + k]. */
export function besideLatent(z: Tensor, y: Tensor): Tensor {
  return concat([z, y], 1);
}

/** The picture, f32 [n, c, h, w], and y, f32 [n, k], as channels of one value each: f32 [n, c + k, h, w]. */
export function besidePicture(picture: Tensor, y: Tensor): Tensor {
  const [n = 0, k = 0] = y.shape;
  const [, , h = 0, w = 0] = picture.shape;
  return concat([picture, broadcastTo(reshape(y, [n, k, 1, 1]), [n, k, h, w])], 1);
}

/**
 * What the projection adds to the logit, ⟨V·y, h⟩: f32 [n, 1].
 * @param grid D's last, f32 [n, c, 4, 4]; its sum over positions is h
 * @param y f32 [n, k]
 * @param vectors one of each class, f32 [k, c], as PyTorch's Embedding has them
 */
export function projection(grid: Tensor, y: Tensor, vectors: Tensor): Tensor {
  const [n = 0, c = 0] = grid.shape;
  const features = reshape(sum(grid, [2, 3]), [n, c]);
  return sum(multiply(matmul(y, vectors), features), [1]);
}
