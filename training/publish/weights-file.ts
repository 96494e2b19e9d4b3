/** What the edge's own kernel reads: the same 8-bit codes as in the ONNX file, as safetensors. */
import { encodeSafetensors, type Writable } from '../safetensors.ts';
import type { FoldedLayer } from './fold.ts';
import { quantize } from './quantize.ts';

/** For each layer: `NAME.codes` i8 [in, out, k, k], `NAME.scales` f32 [out], `NAME.bias` f32 [out]. */
export const weightsFile = (layers: readonly FoldedLayer[]): Uint8Array => {
  const tensors = layers.map(({ name, kernel, bias }): Writable => {
    const { codes, scales } = quantize(kernel.data, kernel.shape);
    return {
      [`${name}.scales`]: { shape: [scales.length], data: scales },
      [`${name}.bias`]: { shape: [bias.length], data: bias },
      [`${name}.codes`]: { shape: kernel.shape, data: codes },
    };
  });
  return Buffer.concat(encodeSafetensors(Object.assign({}, ...tensors)));
};
