/** Upsampling and downsampling by a fixed bilinear filter. */
import { convolve, convolveTransposed } from '../../graph/convolution.ts';
import { constant, type Tensor } from '../../graph/tensor.ts';
import { KERNEL_SIZE, RESAMPLE, RGB } from './architecture.ts';

/** Linear interpolation at twice the rate, [1, 3, 3, 1] / 4; it sums to 2. */
const LINEAR = [1, 3, 3, 1].map((tap) => tap / 4);

/**
 * The outer product of that filter with itself, for each colour, f32 [3, 3, 4, 4]. It sums to 4, so that the weights of
 * each pixel of the larger grid sum to 1.
 */
export const BILINEAR: Float32Array = Float32Array.from(
  { length: RGB * RGB * KERNEL_SIZE * KERNEL_SIZE },
  (_, i) => {
    const [u, v] = [Math.floor(i / KERNEL_SIZE) % KERNEL_SIZE, i % KERNEL_SIZE];
    const [to, from] = [Math.floor(i / KERNEL_SIZE ** 2) % RGB, Math.floor(i / KERNEL_SIZE ** 2 / RGB)];
    return to === from ? (LINEAR[u] ?? 0) * (LINEAR[v] ?? 0) : 0;
  },
);

function bilinear(scale: number): Tensor {
  return constant(
    BILINEAR.map((tap) => tap * scale),
    [RGB, RGB, KERNEL_SIZE, KERNEL_SIZE],
  );
}

/** Twice the side, f32 [n, 3, s, s] → [n, 3, 2s, 2s]; padded with zeros. */
export function upsamplePicture(picture: Tensor): Tensor {
  return convolveTransposed(picture, bilinear(1), RESAMPLE);
}

/** Half the side, f32 [n, 3, 2s, 2s] → [n, 3, s, s]: the adjoint of `upsamplePicture`, scaled to keep the mean. */
export function downsamplePicture(picture: Tensor): Tensor {
  return convolve(picture, bilinear(1 / 4), RESAMPLE);
}
