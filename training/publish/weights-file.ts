/**
 * generator.weights, what the kernel reads: the weights as the ONNX file stores them; discriminator.weights likewise, with
 * its kernels in the same order. This is the one definition of it;
 * kernel/weights.ts reads every form of it that was ever published.
 *
 * The file is safetensors: u64 length of the header, a JSON header, the tensors' bytes, all little-endian. Each layer NAME
 * of the manifest has
 *
 *     NAME.bias      F32 [out]
 *
 * and its kernel, [in, out, k, k] in the order of ONNX's ConvTranspose, batch norm folded in, in one of these forms:
 *
 *     NAME.codes     I8 [in, out, k, k], −127 … 127, and
 *     NAME.scales    F32 [out]: weight = code · scale of its output channel
 *     NAME.kernel    F16 or F32 [in, out, k, k], as it is
 *
 * Codes are bytes, whatever few values they take: brotli on the wire gives them the bits that they need (quantize.ts).
 */
import { encodeSafetensors, type WritableTensors } from '../../graph/safetensors.ts';
import type { FoldedLayer } from './fold-batch-norm.ts';
import { storeKernel, type WeightBits } from './weight-storage.ts';

/** A layer as it is stored. */
export type StoredLayer = Pick<FoldedLayer, 'name' | 'kernel' | 'bias'>;

/** The bytes of generator.weights or discriminator.weights. */
export function weightsFile(layers: readonly StoredLayer[], bits: WeightBits): Uint8Array {
  const tensors = layers.map(
    (layer): WritableTensors => ({
      [`${layer.name}.bias`]: { shape: [layer.bias.length], data: layer.bias },
      ...storeKernel(layer, bits).tensors,
    }),
  );
  return Buffer.concat(encodeSafetensors(Object.assign({}, ...tensors)));
}
