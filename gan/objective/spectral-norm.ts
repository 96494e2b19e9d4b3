/**
 * Spectral normalization (Miyato et al., 2018): each kernel is divided by its largest singular value σ, so that a
 * layer is 1-Lipschitz as a matrix. σ is estimated by one power iteration a step.
 */
import { divide, multiply, sqrt, square } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape, transpose } from '../../graph/shape.ts';
import { detach, sizeOf, type Tensor } from '../../graph/tensor.ts';

/** The state's name for the estimate of a kernel's left singular vector, f32 [out]; PyTorch's name. */
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
  // The singular vectors are constants for the gradient: to first order σ does not depend on their error.
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
