/** Batch-norm folding: after training, batch norm is an affine map that can be part of the transposed convolution before it. */
import { layerName } from '../../../gan/manifest-layers.ts';
import type { Architecture } from '../../../gan/networks/architecture.ts';
import { type GeneratorLayer, generatorLayers } from '../../../gan/networks/generator.ts';
import { BATCH_NORM } from '../../../gan/networks/layers.ts';
import type { Values } from '../../../graph/tensor.ts';

export type FoldedLayer = {
  readonly name: string;
  /** A hidden layer is the input of the next one; a picture layer is added to the picture of its size. */
  readonly kind: GeneratorLayer['kind'];
  readonly stride: number;
  readonly padding: number;
  readonly activation: GeneratorLayer['activation'];
  /** The side of the output. */
  readonly side: number;
  /** f32 [in, out, k, k] */
  readonly kernel: { readonly shape: readonly [number, number, number, number]; readonly data: Float32Array };
  /** f32 [out] */
  readonly bias: Float32Array;
};

function values(weights: Values, name: string): Float32Array {
  const found = weights[name];
  if (!found) {
    throw new Error(`fold: the generator has no ${name}`);
  }
  return found.data;
}

/**
 * The generator as plain transposed convolutions with a bias: with s = γ / √(var + ε) per output channel, the kernel
 * becomes s · kernel and a bias b becomes β + s · (b − mean).
 */
export function foldBatchNorm(architecture: Architecture, weights: Values): FoldedLayer[] {
  return generatorLayers(architecture).map(
    ({ name, kind, activation, norm, bias: biased, from, to, kernel, stride, padding, side }, i) => {
      const scale = new Float32Array(to).fill(1);
      const bias = biased ? values(weights, `${name}.bias`).slice() : new Float32Array(to);
      if (norm !== undefined) {
        const gamma = values(weights, `${norm}.weight`);
        const beta = values(weights, `${norm}.bias`);
        const mean = values(weights, `${norm}.running_mean`);
        const variance = values(weights, `${norm}.running_var`);
        for (let c = 0; c < to; c++) {
          const s = (gamma[c] ?? 0) / Math.sqrt((variance[c] ?? 0) + BATCH_NORM.epsilon);
          scale[c] = s;
          bias[c] = (beta[c] ?? 0) + s * ((bias[c] ?? 0) - (mean[c] ?? 0));
        }
      }
      const taps = kernel * kernel;
      const data = values(weights, `${name}.weight`).map(
        (value, at) => value * (scale[Math.floor(at / taps) % to] ?? 0),
      );
      return {
        name: layerName(i),
        kind,
        stride,
        padding,
        activation,
        side,
        kernel: { shape: [from, to, kernel, kernel], data },
        bias,
      };
    },
  );
}
