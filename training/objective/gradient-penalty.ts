/** The gradient penalties R1 and R2 (Mescheder et al., 2018). */
import { multiply, square } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';

/**
 * ½ E‖∂D/∂x‖² over the pictures of a batch, f32 [1]: R1 on real ones, R2 on fakes.
 * @param logits f32 [n]; each depends on one picture only
 * @param pictures f32 [n, 3, h, w]
 */
export function gradientPenalty(logits: Tensor, pictures: Tensor): Tensor {
  const [slope] = gradients(sum(logits), [pictures]) as [Tensor];
  return multiply(reshape(sum(square(slope)), [1]), 0.5 / (pictures.shape[0] ?? 1));
}
