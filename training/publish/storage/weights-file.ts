/**
 * The format of generator.weights, which the kernel reads, with the weights as the ONNX file stores them, and of
 * discriminator.weights, whose kernels have the same order of axes. kernel/weights.ts reads every form that was published.
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
 * Codes are bytes, even where they take few values: brotli compresses them on the wire (quantize.ts).
 */
import { encodeSafetensors, type WritableTensors } from '../../../graph/safetensors.ts';
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
