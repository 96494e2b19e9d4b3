/** Pictures of half and of twice the side, by fixed filters. */
import { convolve, convolveTransposed } from '../../graph/convolution.ts';
import { constant, type Tensor } from '../../graph/tensor.ts';
import { KERNEL, RESAMPLE, RGB } from './architecture.ts';

/** Linear interpolation between pixel centres at twice the rate; a row of Pascal's triangle, with sum 2. */
const LINEAR = [1, 3, 3, 1].map((tap) => tap / 4);

/**
 * The 4×4 outer product of the filter with itself for each colour by itself, f32 [3, 3, 4, 4]. Its sum is 4: each pixel
 * of the larger grid then takes weights that sum to 1.
 */
export const BILINEAR: Float32Array = Float32Array.from({ length: RGB * RGB * KERNEL * KERNEL }, (_, i) => {
  const [u, v] = [Math.floor(i / KERNEL) % KERNEL, i % KERNEL];
  const [to, from] = [Math.floor(i / KERNEL ** 2) % RGB, Math.floor(i / KERNEL ** 2 / RGB)];
  return to === from ? (LINEAR[u] ?? 0) * (LINEAR[v] ?? 0) : 0;
});

function bilinear(scale: number): Tensor {
  return constant(
    BILINEAR.map((tap) => tap * scale),
    [RGB, RGB, KERNEL, KERNEL],
  );
}

/** Twice the side, f32 [n, 3, s, s] → [n, 3, 2s, 2s]; beyond the edge lies black (zero), as for all padding here. */
export function upsample(picture: Tensor): Tensor {
  return convolveTransposed(picture, bilinear(1), RESAMPLE);
}

/** Half the side, f32 [n, 3, 2s, 2s] → [n, 3, s, s]: the adjoint of `upsample`, scaled to keep the mean. */
export function downsample(picture: Tensor): Tensor {
  return convolve(picture, bilinear(1 / 4), RESAMPLE);
}
