/** The published generator as one ONNX file: stored kernels, folded batch norm, any number of faces at a time. */
import { encodeModel, type OnnxNode, type OnnxTensor } from '../graph/onnx.ts';
import type { FoldedLayer } from './fold.ts';
import { type Bits, storeKernel } from './storage.ts';

const FACES = 'n';

/**
 * z f32 [n, latentSize] → image f32 [n, 3, side, side] in [−1, 1].
 *
 * Kernels in 8 bits pass through DequantizeLinear, which the runtime folds away when the session is loaded with
 * `session.disable_quant_qdq`. What comes out of each layer is the tensor of the layer's name, so that graph outputs
 * for the view inside can be added by name.
 */
export const generatorFile = (layers: readonly FoldedLayer[], bits: Bits): Uint8Array => {
  const latentSize = layers[0]?.kernel.shape[0] ?? 0;
  const last = layers.at(-1);
  if (!last) throw new Error('generatorFile: a generator has at least one layer');
  const nodes: OnnxNode[] = [{ operator: 'Reshape', inputs: ['z', 'grid'], outputs: ['z.grid'] }];
  const initializers: OnnxTensor[] = [
    { name: 'grid', type: 'int64', shape: [4], data: BigInt64Array.of(-1n, BigInt(latentSize), 1n, 1n) },
  ];
  let from = 'z.grid';
  for (const layer of layers) {
    const { name, kernel, bias, stride, padding, activation } = layer;
    const stored = storeKernel(layer, bits);
    const to = layer === last ? 'image' : name;
    const [, out, kh, kw] = kernel.shape;
    initializers.push(...stored.initializers, {
      name: `${name}.bias`,
      type: 'float32',
      shape: [out],
      data: bias,
    });
    nodes.push(
      ...stored.nodes,
      {
        operator: 'ConvTranspose',
        inputs: [from, `${name}.kernel`, `${name}.bias`],
        outputs: [`${name}.sum`],
        attributes: {
          kernel_shape: [kh, kw],
          strides: [stride, stride],
          pads: [padding, padding, padding, padding],
        },
      },
      { operator: activation === 'relu' ? 'Relu' : 'Tanh', inputs: [`${name}.sum`], outputs: [to] },
    );
    from = to;
  }
  return encodeModel({
    name: 'generator',
    nodes,
    initializers,
    inputs: [{ name: 'z', type: 'float32', shape: [FACES, latentSize] }],
    outputs: [{ name: 'image', type: 'float32', shape: [FACES, last.kernel.shape[1], last.side, last.side] }],
  });
};
