/** The convolutions of an imported graph as the layers of a manifest, where the graph is a chain of them. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { Attribute, OnnxGraph, OnnxNode } from '../../../graph/onnx/model.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { IMAGE, UNSCALED } from './adapt.ts';
import { dependentOn, isGiven } from './data-flow.ts';

type Layer = Manifest['layers'][number];
type LayerWithoutShape = Omit<Layer, 'shape'>;

const ACTIVATIONS: Readonly<Record<string, Layer['activation']>> = {
  Relu: 'relu',
  LeakyRelu: 'leakyRelu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
};
/** Operators that may stand between a convolution and its activation: they keep the shape and do not mix channels. */
const BETWEEN = new Set(['BatchNormalization', 'InstanceNormalization', 'Add', 'Mul', 'Identity']);

const CONVOLUTIONS: readonly Layer['operator'][] = ['ConvTranspose', 'Conv'];

/** The value of a list of equal integers; undefined where they differ. */
function oneOf(values: Attribute | undefined, otherwise: number): number | undefined {
  if (values === undefined) {
    return otherwise;
  }
  if (!Array.isArray(values)) {
    return undefined;
  }
  const [first, ...others] = values;
  return others.every((value) => value === first) ? first : undefined;
}

/** The geometry of a square convolution with equal pads; undefined for any other. */
function geometryOf(
  { attributes = {}, inputs }: OnnxNode,
  { initializers }: OnnxGraph,
): Pick<Layer, 'kernel' | 'stride' | 'padding'> | undefined {
  const taps = initializers.find(({ name }) => name === inputs[1])?.shape.slice(2);
  const kernel = oneOf(attributes.kernel_shape ?? taps, 0);
  const stride = oneOf(attributes.strides, 1);
  const padding = oneOf(attributes.pads, 0);
  const plain =
    (attributes.group ?? 1) === 1 &&
    (attributes.auto_pad ?? 'NOTSET') === 'NOTSET' &&
    oneOf(attributes.dilations, 1) === 1 &&
    oneOf(attributes.output_padding, 0) === 0 &&
    attributes.output_shape === undefined;
  if (!plain || !kernel || !stride || padding === undefined) {
    return undefined;
  }
  return { kernel, stride, padding };
}

/** Follows the output of a convolution, as long as it has one consumer, to its activation. */
function endOf(node: OnnxNode, { nodes }: OnnxGraph, dependent: ReadonlySet<string>) {
  let name = node.outputs[0] ?? '';
  for (;;) {
    const [next, ...others] = nodes.filter(({ inputs }) => inputs.includes(name));
    if (!next || others.length > 0) {
      return { name, activation: 'none' as const };
    }
    const [after = ''] = next.outputs;
    const activation = ACTIVATIONS[next.operator];
    if (activation) {
      return { name: after, activation };
    }
    // A bias or a scale belongs to the layer; the sum of two paths does not.
    const alone = next.inputs.filter((from) => dependent.has(from)).length === 1;
    if (!BETWEEN.has(next.operator) || !alone) {
      return { name, activation: 'none' as const };
    }
    name = after;
  }
}

/**
 * @param graph with the interface of published ones
 * @returns its layers in order; none where a convolution is not square and plain, or the last one does not give the image
 */
export async function readLayers(graph: OnnxGraph, opset: number, latentSize: number): Promise<Layer[]> {
  const dependent = dependentOn('z', graph);
  const layers: LayerWithoutShape[] = [];
  for (const node of graph.nodes) {
    const operator = CONVOLUTIONS.find((convolution) => convolution === node.operator);
    if (!operator) {
      continue;
    }
    const geometry = geometryOf(node, graph);
    if (!geometry || !dependent.has(node.inputs[0] ?? '')) {
      return [];
    }
    layers.push({ ...endOf(node, graph, dependent), operator, ...geometry });
  }
  const shapes = await shapesOf(
    graph,
    opset,
    latentSize,
    layers.map(({ name }) => name),
  );
  const described = layers.flatMap((layer, i): Layer[] => {
    const [n, channels, height, width, ...rest] = shapes[i] ?? [];
    const square = n === 1 && channels && height && width && rest.length === 0;
    return square ? [{ ...layer, shape: [channels, height, width] }] : [];
  });
  const last = described.at(-1)?.name;
  return described.length === layers.length && (last === IMAGE || last === UNSCALED) ? described : [];
}

/** The shapes of values for one face, found by running the graph. */
async function shapesOf(
  graph: OnnxGraph,
  opset: number,
  latentSize: number,
  names: readonly string[],
): Promise<(readonly number[] | undefined)[]> {
  const [image] = graph.outputs;
  const inner = names.filter((name) => isGiven(name) && name !== image?.name);
  const outputs = [
    ...graph.outputs,
    ...inner.map((name) => ({ name, type: 'float32' as const, shape: ['n', 'c', 'y', 'x'] })),
  ];
  const session = await InferenceSession.create(encodeModel({ ...graph, outputs }, opset), {
    // Fusion would remove intermediate values.
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 4,
  });
  const results = await session.run({
    z: new Tensor('float32', new Float32Array(latentSize), [1, latentSize]),
  });
  await session.release();
  return names.map((name) => results[name]?.dims);
}
