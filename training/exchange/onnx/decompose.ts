/**
 * Activations that the page's WebGPU backend has no operator for, written as sums and products of those that it has. Each has the
 * same values as the operator, up to rounding. Source: ONNX's operator reference, "Function Body" of Selu, Softplus and Mish.
 */
import type { Attribute, OnnxGraph, OnnxNode, OnnxTensor } from '../../../graph/onnx/model.ts';

type Parts = {
  readonly nodes: readonly OnnxNode[];
  /** Numbers that the nodes use, by name. */
  readonly constants?: Readonly<Record<string, number>>;
};
/** A name of their own for a value between the nodes that are put in place of one. */
type Inner = (name: string) => string;
type Decomposition = (node: OnnxNode, inner: Inner) => Parts;

function node(operator: string, inputs: readonly string[], output: string, attributes = {}): OnnxNode {
  return { operator, inputs, outputs: [output], attributes };
}

function numberOf(attribute: Attribute | undefined, otherwise: number): number {
  return typeof attribute === 'object' && 'float' in attribute ? attribute.float : otherwise;
}

function prelu({ inputs: [x = '', slope = ''], outputs: [out = ''] }: OnnxNode, inner: Inner): Parts {
  return {
    nodes: [
      node('Relu', [x], inner('positive')),
      node('Sub', [x, inner('positive')], inner('negative')),
      node('Mul', [inner('negative'), slope], inner('scaled')),
      node('Add', [inner('positive'), inner('scaled')], out),
    ],
  };
}

function selu({ inputs: [x = ''], outputs: [out = ''], attributes = {} }: OnnxNode, inner: Inner): Parts {
  // The defaults of the reference.
  const alpha = numberOf(attributes.alpha, 1.6732632423543772);
  const gamma = numberOf(attributes.gamma, 1.0507009873554805);
  return {
    nodes: [
      node('Elu', [x], inner('elu'), { alpha: { float: alpha } }),
      node('Mul', [inner('elu'), inner('gamma')], out),
    ],
    constants: { [inner('gamma')]: gamma },
  };
}

/** log(1 + eˣ) as max(x, 0) + log(1 + e^−|x|), which does not overflow. */
function softplus({ inputs: [x = ''], outputs: [out = ''] }: OnnxNode, inner: Inner): Parts {
  return {
    nodes: [
      node('Relu', [x], inner('positive')),
      node('Abs', [x], inner('size')),
      node('Neg', [inner('size')], inner('negative')),
      node('Exp', [inner('negative')], inner('power')),
      node('Add', [inner('power'), inner('one')], inner('sum')),
      node('Log', [inner('sum')], inner('logarithm')),
      node('Add', [inner('positive'), inner('logarithm')], out),
    ],
    constants: { [inner('one')]: 1 },
  };
}

/** x · tanh(softplus(x)) */
function mish({ inputs: [x = ''], outputs: [out = ''] }: OnnxNode, inner: Inner): Parts {
  const { nodes, constants = {} } = softplus(node('Softplus', [x], inner('softplus')), inner);
  return {
    nodes: [...nodes, node('Tanh', [inner('softplus')], inner('gate')), node('Mul', [x, inner('gate')], out)],
    constants,
  };
}

const DECOMPOSITIONS: ReadonlyMap<string, Decomposition> = new Map([
  ['PRelu', prelu],
  ['Selu', selu],
  ['Softplus', softplus],
  ['Mish', mish],
]);

/** The operators that are replaced. */
export const DECOMPOSED_OPERATORS: readonly string[] = [...DECOMPOSITIONS.keys()];

/** The graph with these activations replaced; its other nodes are unchanged. */
export function decompose(graph: OnnxGraph): OnnxGraph {
  const taken = new Set([
    ...[...graph.inputs, ...graph.initializers].map(({ name }) => name),
    ...graph.nodes.flatMap(({ outputs }) => outputs),
  ]);
  const added: OnnxTensor[] = [];
  const nodes = graph.nodes.flatMap((each): readonly OnnxNode[] => {
    const decomposition = each.domain === undefined ? DECOMPOSITIONS.get(each.operator) : undefined;
    if (!decomposition) {
      return [each];
    }
    let prefix = `${each.outputs[0]}.${each.operator}`;
    while ([...taken].some((name) => name.startsWith(prefix))) {
      prefix += '.inner';
    }
    const { nodes: parts, constants = {} } = decomposition(each, (name) => `${prefix}.${name}`);
    for (const [name, value] of Object.entries(constants)) {
      added.push({ name, type: 'float32', shape: [], data: Float32Array.of(value) });
    }
    return parts;
  });
  return { ...graph, nodes, initializers: [...graph.initializers, ...added] };
}
