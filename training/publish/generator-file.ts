/** The published generator as one ONNX file: stored kernels, folded batch norm, dynamic batch size. */

import { KERNEL_SIZE, RESAMPLE, RGB } from '../../gan/networks/architecture.ts';
import { bilinearKernel } from '../../gan/networks/resample.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from '../../graph/onnx/model.ts';
import type { FoldedLayer } from './fold-batch-norm.ts';
import { storeKernel, type WeightBits } from './weight-storage.ts';

const FACES = 'n';
/** The bilinear filter that enlarges a picture to the size of the next one. */
const UPSAMPLE = 'upsample';
const BILINEAR_SHAPE = [RGB, RGB, KERNEL_SIZE, KERNEL_SIZE] as const;

/**
 * z f32 [n, latentSize] → image f32 [n, 3, side, side] in [−1, 1].
 *
 * Kernels in 8 bits pass through DequantizeLinear, which the runtime folds away when the session is loaded with
 * `session.disable_quant_qdq`. The output of each layer has the layer's name, so that it can be added to the graph's
 * outputs by name. Picture layers are summed: each sum is enlarged before the next picture is added.
 */
export function generatorFile(layers: readonly FoldedLayer[], bits: WeightBits): Uint8Array {
  const stored = layers.map((layer) => storeKernel(layer, bits));
  const graph = graphOf(layers);
  return encodeModel({
    ...graph,
    nodes: [...stored.flatMap(({ nodes }) => nodes), ...graph.nodes],
    initializers: [
      ...graph.initializers,
      ...stored.flatMap(({ initializers }) => initializers),
      ...layers.map(({ name, bias }) => floats(`${name}.bias`, [bias.length], bias)),
    ],
  });
}

/**
 * The same with its weights as inputs, `NAME.kernel` f32 [in, out, k, k] and `NAME.bias` f32 [out] of each layer. Since
 * protobuf messages can be concatenated, appending initializers with these names makes it a complete generator.
 */
export function openGeneratorFile(layers: readonly Omit<FoldedLayer, 'bias'>[]): Uint8Array {
  const graph = graphOf(layers);
  const weights = layers.flatMap(({ name, kernel }): OnnxValue[] => [
    { name: `${name}.kernel`, type: 'float32', shape: kernel.shape },
    { name: `${name}.bias`, type: 'float32', shape: kernel.shape.slice(1, 2) },
  ]);
  return encodeModel({ ...graph, inputs: [...graph.inputs, ...weights] });
}

/** The graph without its weights. */
function graphOf(layers: readonly Omit<FoldedLayer, 'bias'>[]): OnnxGraph {
  const latentSize = layers[0]?.kernel.shape[0] ?? 0;
  const last = layers.at(-1);
  if (!last) {
    throw new Error('generatorFile: a generator has at least one layer');
  }
  const nodes: OnnxNode[] = [{ operator: 'Reshape', inputs: ['z', 'grid'], outputs: ['z.grid'] }];
  const initializers: OnnxTensor[] = [
    { name: 'grid', type: 'int64', shape: [4], data: BigInt64Array.of(-1n, BigInt(latentSize), 1n, 1n) },
  ];
  let from = 'z.grid';
  /** The sum of the pictures so far, if there are any. */
  let picture = '';
  for (const layer of layers) {
    const { name, kind, kernel, activation } = layer;
    const to = layer === last ? 'image' : name;
    const sum = activation === 'none' ? to : `${name}.sum`;
    const added = kind === 'picture' && picture !== '';
    nodes.push(
      transposedConvolution(
        [from, `${name}.kernel`, `${name}.bias`],
        added ? `${name}.own` : sum,
        kernel.shape,
        layer,
      ),
    );
    if (added) {
      nodes.push(transposedConvolution([picture, UPSAMPLE], `${name}.larger`, BILINEAR_SHAPE, RESAMPLE), {
        operator: 'Add',
        inputs: [`${name}.larger`, `${name}.own`],
        outputs: [sum],
      });
    }
    if (activation !== 'none') {
      nodes.push({ operator: activation === 'relu' ? 'Relu' : 'Tanh', inputs: [sum], outputs: [to] });
    }
    if (kind === 'picture') {
      picture = sum;
    } else {
      from = to;
    }
  }
  if (nodes.some(({ inputs }) => inputs.includes(UPSAMPLE))) {
    initializers.push(floats(UPSAMPLE, BILINEAR_SHAPE, bilinearKernel(RGB)));
  }
  return {
    name: 'generator',
    nodes,
    initializers,
    inputs: [{ name: 'z', type: 'float32', shape: [FACES, latentSize] }],
    outputs: [{ name: 'image', type: 'float32', shape: [FACES, last.kernel.shape[1], last.side, last.side] }],
  };
}

function floats(name: string, shape: readonly number[], data: Float32Array): OnnxTensor {
  return {
    name,
    type: 'float32',
    shape,
    data,
  };
}

function transposedConvolution(
  inputs: readonly string[],
  output: string,
  [, , kh, kw]: readonly [number, number, number, number],
  { stride, padding }: { readonly stride: number; readonly padding: number },
): OnnxNode {
  return {
    operator: 'ConvTranspose',
    inputs,
    outputs: [output],
    attributes: {
      kernel_shape: [kh, kw],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    },
  };
}
