/** Upsampling and downsampling by a fixed bilinear filter. */
import { convolve, convolveTransposed } from '../../graph/convolution.ts';
import { constant, type Tensor } from '../../graph/tensor.ts';
import { KERNEL_SIZE, RESAMPLE } from './architecture.ts';

/** Linear interpolation at twice the rate, [1, 3, 3, 1] / 4; it sums to 2. */
const LINEAR = [1, 3, 3, 1].map((tap) => tap / 4);

/**
 * The outer product of that filter with itself, for each channel, f32 [c, c, 4, 4]. It sums to 4, so that the weights of
 * each pixel of the larger grid sum to 1.
 */
export function bilinearKernel(channels: number): Float32Array {
  return Float32Array.from({ length: channels * channels * KERNEL_SIZE * KERNEL_SIZE }, (_, i) => {
    const [u, v] = [Math.floor(i / KERNEL_SIZE) % KERNEL_SIZE, i % KERNEL_SIZE];
    const pair = Math.floor(i / KERNEL_SIZE ** 2);
    return pair % channels === Math.floor(pair / channels) ? (LINEAR[u] ?? 0) * (LINEAR[v] ?? 0) : 0;
  });
}

function bilinear(picture: Tensor, scale: number): Tensor {
  const [, channels = 0] = picture.shape;
  return constant(
    bilinearKernel(channels).map((tap) => tap * scale),
    [channels, channels, KERNEL_SIZE, KERNEL_SIZE],
  );
}

/** Twice the side, f32 [n, c, s, s] → [n, c, 2s, 2s]; padded with zeros. */
export function upsamplePicture(picture: Tensor): Tensor {
  return convolveTransposed(picture, bilinear(picture, 1), RESAMPLE);
}

/** Half the side, f32 [n, c, 2s, 2s] → [n, c, s, s]: the adjoint of `upsamplePicture`, scaled to keep the mean. */
export function downsamplePicture(picture: Tensor): Tensor {
  return convolve(picture, bilinear(picture, 1 / 4), RESAMPLE);
}
