/** What the edge's own kernel reads: the weights as the ONNX file stores them, as safetensors. */
import { encodeSafetensors, type Writable } from '../safetensors.ts';
import type { FoldedLayer } from './fold.ts';
import { type Bits, storeKernel } from './storage.ts';

/**
 * For each layer `NAME.bias` f32 [out] and its kernel: in 8 bits `NAME.codes` i8 [in, out, k, k] and `NAME.scales`
 * f32 [out], otherwise `NAME.kernel` f16 or f32 [in, out, k, k].
 */
export const weightsFile = (layers: readonly FoldedLayer[], bits: Bits): Uint8Array => {
  const tensors = layers.map(
    (layer): Writable => ({
      [`${layer.name}.bias`]: { shape: [layer.bias.length], data: layer.bias },
      ...storeKernel(layer, bits).tensors,
    }),
  );
  return Buffer.concat(encodeSafetensors(Object.assign({}, ...tensors)));
};
