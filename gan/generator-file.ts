/** The generator as an ONNX file: its graph, and the same with the weights as inputs. */
import { encodeModel } from '../graph/onnx/encode.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from '../graph/onnx/model.ts';
import { layerName } from './manifest-layers.ts';
import { type Architecture, KERNEL_SIZE, RESAMPLE, RGB } from './networks/architecture.ts';
import { type GeneratorLayer, generatorLayers } from './networks/generator.ts';
import { bilinearKernel } from './networks/resample.ts';

const FACES = 'n';
/** The bilinear filter that enlarges a picture to the size of the next one. */
const UPSAMPLE = 'upsample';
const BILINEAR_SHAPE = [RGB, RGB, KERNEL_SIZE, KERNEL_SIZE] as const;

/** What the graph needs to know of a layer. */
export type FileLayer = Pick<
  GeneratorLayer,
  'name' | 'kind' | 'stride' | 'padding' | 'activation' | 'side'
> & {
  /** f32 [in, out, k, k] */
  readonly kernel: { readonly shape: readonly [number, number, number, number] };
};

/** The layers of the generator as it is published: in colour, without batch norm, named as in its files. */
function publishedLayers(architecture: Architecture): FileLayer[] {
  return generatorLayers({ ...architecture, channels: RGB }).map(
    ({ kind, stride, padding, activation, side, from, to, kernel }, i) => ({
      name: layerName(i),
      kind,
      stride,
      padding,
      activation,
      side,
      kernel: { shape: [from, to, kernel, kernel] },
    }),
  );
}

/**
 * The generator with its weights as inputs, `NAME.kernel` f32 [in, out, k, k] and `NAME.bias` f32 [out] of each layer, as `fold-graph.ts` computes
 * them. Since protobuf messages can be concatenated, appending initializers with these names makes it a complete generator.
 */
export function generatorWithWeightInputs(architecture: Architecture): Uint8Array {
  const layers = publishedLayers(architecture);
  const graph = generatorGraph(layers);
  const weights = layers.flatMap(({ name, kernel }): OnnxValue[] => [
    { name: `${name}.kernel`, type: 'float32', shape: kernel.shape },
    { name: `${name}.bias`, type: 'float32', shape: kernel.shape.slice(1, 2) },
  ]);
  return encodeModel({ ...graph, inputs: [...graph.inputs, ...weights] });
}

/** The graph without its weights: those of each layer are read from `NAME.kernel` f32 [in, out, k, k] and `NAME.bias` f32 [out]. */
export function generatorGraph(layers: readonly FileLayer[]): OnnxGraph {
  const latentSize = layers[0]?.kernel.shape[0] ?? 0;
  const last = layers.at(-1);
  if (!last) {
    throw new Error('generatorGraph: a generator has at least one layer');
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
    initializers.push(floatTensor(UPSAMPLE, BILINEAR_SHAPE, bilinearKernel(RGB)));
  }
  return {
    name: 'generator',
    nodes,
    initializers,
    inputs: [{ name: 'z', type: 'float32', shape: [FACES, latentSize] }],
    outputs: [{ name: 'image', type: 'float32', shape: [FACES, last.kernel.shape[1], last.side, last.side] }],
  };
}

/** A tensor of an ONNX file. */
export function floatTensor(name: string, shape: readonly number[], data: Float32Array): OnnxTensor {
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
