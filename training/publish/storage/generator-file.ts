/** The published generator as one ONNX file: stored kernels, folded batch norm, dynamic batch size. */
import { floatTensor, generatorGraph } from '../../../gan/generator-file.ts';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { FoldedLayer } from './fold-batch-norm.ts';
import { storeKernel, type WeightBits } from './weight-storage.ts';

/**
 * z f32 [n, latentSize] → image f32 [n, 3, side, side] in [−1, 1].
 *
 * Kernels in 8 bits pass through DequantizeLinear, which the runtime folds away when the session is loaded with
 * `session.disable_quant_qdq`. The output of each layer has the layer's name, so that it can be added to the graph's
 * outputs by name. Picture layers are summed: each sum is enlarged before the next picture is added.
 */
export function generatorFile(layers: readonly FoldedLayer[], bits: WeightBits): Uint8Array {
  const stored = layers.map((layer) => storeKernel(layer, bits));
  const graph = generatorGraph(layers);
  return encodeModel({
    ...graph,
    nodes: [...stored.flatMap(({ nodes }) => nodes), ...graph.nodes],
    initializers: [
      ...graph.initializers,
      ...stored.flatMap(({ initializers }) => initializers),
      ...layers.map(({ name, bias }) => floatTensor(`${name}.bias`, [bias.length], bias)),
    ],
  });
}
