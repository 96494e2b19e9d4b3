/**
 * Spectral normalization (Miyato et al., 2018): each kernel divided by its largest singular value σ, so that a layer
 * stretches nothing by more than 1. σ follows the kernel by one round of power iteration a step.
 */
import { divide, multiply, sqrt, square } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape, transpose } from '../../graph/shape.ts';
import { detach, sizeOf, type Tensor } from '../../graph/tensor.ts';

/** Under which name the estimate of the left singular vector of a kernel is kept, f32 [out]; PyTorch's name. */
export function singularVector(kernel: string): string {
  return `${kernel}_u`;
}

function unit(x: Tensor): Tensor {
  return divide(x, sqrt(sum(square(x))));
}

/**
 * @param kernel f32 [out, …]
 * @param u f32 [out], the estimate so far
 * @returns the kernel divided by σ, and the next estimate
 */
export function spectralNorm(kernel: Tensor, u: Tensor): { kernel: Tensor; u: Tensor } {
  const [out = 0] = kernel.shape;
  const matrix = reshape(kernel, [out, sizeOf(kernel.shape) / out]);
  const fixed = detach(matrix);
  // The singular vectors are constants to the gradient: to first order σ does not depend on their error.
  const right = unit(matmul(transpose(fixed, [1, 0]), reshape(u, [out, 1])));
  const left = unit(matmul(fixed, right));
  const sigma = sum(multiply(matmul(matrix, right), left));
  return {
    kernel: divide(
      kernel,
      reshape(
        sigma,
        kernel.shape.map(() => 1),
      ),
    ),
    u: reshape(left, [out]),
  };
}
