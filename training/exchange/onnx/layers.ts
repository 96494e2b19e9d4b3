/** The convolutions of a foreign graph as a manifest tells layers, where it is a chain that can be told so. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { Attribute, OnnxGraph, OnnxNode } from '../../../graph/onnx/model.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { IMAGE, UNIT } from './adapt.ts';
import { dependentOn, isGiven } from './data-flow.ts';

type Layer = Manifest['layers'][number];
type Untold = Omit<Layer, 'shape'>;

const ACTIVATIONS: Readonly<Record<string, Layer['activation']>> = {
  Relu: 'relu',
  LeakyRelu: 'leakyRelu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
};
/** What may stand between a convolution and its activation: each keeps the shape and one channel's values apart. */
const BETWEEN = new Set(['BatchNormalization', 'InstanceNormalization', 'Add', 'Mul', 'Identity']);

const CONVOLUTIONS: readonly Layer['operator'][] = ['ConvTranspose', 'Conv'];

/** The one number that a list of integers repeats; undefined where they differ. */
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

/** From a convolution along the only use of what comes out, up to and with its activation. */
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
    // A bias or a scale; the sum of two paths is no part of either's layer.
    const alone = next.inputs.filter((from) => dependent.has(from)).length === 1;
    if (!BETWEEN.has(next.operator) || !alone) {
      return { name, activation: 'none' as const };
    }
    name = after;
  }
}

/**
 * @param graph under the contract of published ones
 * @returns its layers in order; none where a convolution is not square and plain, or the last does not give the image
 */
export async function readLayers(graph: OnnxGraph, opset: number, latentSize: number): Promise<Layer[]> {
  const dependent = dependentOn('z', graph);
  const layers: Untold[] = [];
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
  const told = layers.flatMap((layer, i): Layer[] => {
    const [n, channels, height, width, ...rest] = shapes[i] ?? [];
    const square = n === 1 && channels && height && width && rest.length === 0;
    return square ? [{ ...layer, shape: [channels, height, width] }] : [];
  });
  const last = told.at(-1)?.name;
  return told.length === layers.length && (last === IMAGE || last === UNIT) ? told : [];
}

/** The shapes of some values for one face, as running the graph gives them. */
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
    // Fused nodes would hide what comes between them.
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 4,
  });
  const results = await session.run({
    z: new Tensor('float32', new Float32Array(latentSize), [1, latentSize]),
  });
  await session.release();
  return names.map((name) => results[name]?.dims);
}
