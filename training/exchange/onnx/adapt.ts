/** Adapts an imported graph to the interface of published ones: z f32 [n, d] → image f32 [n, 3, s, s] in [−1, 1], any n. */
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../graph/onnx/model.ts';
import { checkFlow, dependentOn, renamed } from './data-flow.ts';
import type { GeneratorInterface } from './interface.ts';
import { type PictureRange, TO_SIGNED } from './original-generator.ts';

/** The names of the published interface; the graph's own tensors with these names are renamed. */
const Z = 'z';
const GRID = 'z.grid';
const GRID_SHAPE = 'z.grid.shape';
export const IMAGE = 'image';
/** The image of a graph whose pictures are in another range. */
export const UNSCALED = 'image.unscaled';
const CHANNELS_LAST = 'image.channelsLast';
const SCALED = 'image.scaled';
const FACTOR = 'image.factor';
const ONE = 'image.one';
const OURS: readonly string[] = [Z, GRID, GRID_SHAPE, IMAGE, UNSCALED, CHANNELS_LAST, SCALED, FACTOR, ONE];

function integers(name: string, values: readonly number[]): OnnxTensor {
  return {
    name,
    type: 'int64',
    shape: [values.length],
    data: BigInt64Array.from(values, BigInt),
  };
}
function scalar(name: string, value: number): OnnxTensor {
  return {
    name,
    type: 'float32',
    shape: [],
    data: Float32Array.of(value),
  };
}

/** The value of a Constant node as a tensor with the name of its output. */
function stored({ outputs: [name = ''], attributes = {} }: OnnxNode): OnnxTensor | undefined {
  const { value, value_int: whole, value_ints: wholes, value_float: real, value_floats: reals } = attributes;
  if (typeof value === 'object' && 'tensor' in value) {
    return { ...value.tensor, name };
  }
  if (typeof whole === 'number') {
    return { ...integers(name, [whole]), shape: [] };
  }
  if (Array.isArray(wholes)) {
    return integers(name, wholes);
  }
  if (typeof real === 'object' && 'float' in real) {
    return scalar(name, real.float);
  }
  if (typeof reals === 'object' && 'floats' in reals) {
    return { name, type: 'float32', shape: [reals.floats.length], data: Float32Array.from(reals.floats) };
  }
  return undefined;
}

/** Replaces Constant nodes by initializers, which are equivalent. */
function withoutConstants(graph: OnnxGraph): OnnxGraph {
  const lifted: OnnxTensor[] = [];
  const nodes = graph.nodes.filter((node) => {
    const tensor = node.operator === 'Constant' ? stored(node) : undefined;
    if (tensor) {
      lifted.push(tensor);
    }
    return !tensor;
  });
  return { ...graph, nodes, initializers: [...graph.initializers, ...lifted] };
}

/**
 * A graph that was exported for a fixed batch size has it in the shapes of its Reshapes. There it is replaced by 0, which
 * means the size of the input, in Reshapes of values that depend on z. Comparing pictures shows whether that was right.
 */
function withOpenBatch(graph: OnnxGraph, input: string, batch: number): OnnxGraph {
  const dependent = dependentOn(input, graph);
  const constants = new Map(graph.initializers.map((tensor) => [tensor.name, tensor]));
  const shapes: OnnxTensor[] = [];
  const nodes = graph.nodes.map((node) => {
    const [from = '', to = ''] = node.inputs;
    const shape = constants.get(to);
    if (node.operator !== 'Reshape' || !dependent.has(from) || shape?.data[0] !== BigInt(batch)) {
      return node;
    }
    const [, ...rest] = Array.from(shape.data, Number);
    // Named after the output: one shape may be shared with a Reshape that does not depend on z.
    const open = integers(`${node.outputs[0]}.shape`, [0, ...rest]);
    shapes.push(open);
    return { ...node, inputs: [from, open.name], attributes: {} };
  });
  return { ...graph, nodes, initializers: [...graph.initializers, ...shapes] };
}

/** A renaming that frees the names of the published interface. */
function renaming(
  graph: OnnxGraph,
  { input, output, grid, channelsLast }: GeneratorInterface,
  planar: string,
) {
  const own = new Set(
    [...graph.inputs, ...graph.initializers]
      .map(({ name }) => name)
      .concat(graph.nodes.flatMap((node) => node.outputs)),
  );
  const others = new Map<string, string>();
  for (const name of OURS.filter((taken) => own.has(taken))) {
    let free = `${name}.inner`;
    while (own.has(free) || OURS.includes(free)) {
      free += '.inner';
    }
    own.add(free);
    others.set(name, free);
  }
  others.set(input, grid ? GRID : Z);
  others.set(output, channelsLast ? CHANNELS_LAST : planar);
  return (name: string): string => others.get(name) ?? name;
}

/**
 * @param range of the graph's pictures, to be scaled to [−1, 1]
 * @param side of the pictures, where it is known
 */
export function adaptGraph(
  graph: OnnxGraph,
  contract: GeneratorInterface,
  range: PictureRange,
  side?: number,
): OnnxGraph {
  const { input, latentSize, grid, batch, channelsLast } = contract;
  /** The pictures as [n, 3, s, s], in the graph's own range. */
  const planar = range === 'signed' ? IMAGE : UNSCALED;
  const lifted = withoutConstants(graph);
  const open = batch === undefined ? lifted : withOpenBatch(lifted, input, batch);
  const { name, nodes, initializers } = renamed(open, renaming(open, contract, planar));
  // Initializers that nothing uses any more, such as replaced shapes, are dropped.
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const adapted: OnnxGraph = {
    name,
    initializers: [
      ...(grid ? [integers(GRID_SHAPE, [-1, latentSize, 1, 1])] : []),
      ...initializers.filter(({ name: own }) => used.has(own)),
      ...(range === 'signed' ? [] : [scalar(FACTOR, TO_SIGNED[range]), scalar(ONE, 1)]),
    ],
    nodes: [
      ...(grid ? [{ operator: 'Reshape', inputs: [Z, GRID_SHAPE], outputs: [GRID] }] : []),
      ...nodes,
      ...(channelsLast
        ? [
            {
              operator: 'Transpose',
              inputs: [CHANNELS_LAST],
              outputs: [planar],
              attributes: { perm: [0, 3, 1, 2] },
            },
          ]
        : []),
      ...(range === 'signed'
        ? []
        : [
            { operator: 'Mul', inputs: [UNSCALED, FACTOR], outputs: [SCALED] },
            { operator: 'Sub', inputs: [SCALED, ONE], outputs: [IMAGE] },
          ]),
    ],
    inputs: [{ name: Z, type: 'float32', shape: ['n', latentSize] }],
    outputs: [{ name: IMAGE, type: 'float32', shape: ['n', 3, side ?? 'h', side ?? 'w'] }],
  };
  checkFlow(adapted, 'the adapted graph');
  return adapted;
}
