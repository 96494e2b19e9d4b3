/**
 * Which operators and operator sets a published graph may have: those that both of the page's backends run. WASM runs
 * all of the standard set; what WebGPU runs is listed in the table that ONNX Runtime Web ships with each version,
 * `onnxruntime-web/docs/webgpu-operators.md`, which the test of this file holds the list against.
 */
import type { OnnxModel } from '../../../graph/onnx/model.ts';

/** Before 11, Resize, Pad, Slice and Clip had another form; after 21, WebGPU's kernels for Conv and others end. */
export const OPSETS = { first: 11, last: 21 } as const;

/** Operators that are gone when a graph is loaded: stored values, and names for the same values. */
export const FOLDED_OPERATORS: readonly string[] = ['Constant', 'Identity'];

/** Of the table, what generators are made of; nothing that branches, and nothing that draws random numbers. */
export const COMPUTING_OPERATORS: readonly string[] = [
  ...['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Einsum'],
  ...['BatchNormalization', 'InstanceNormalization', 'LayerNormalization'],
  ...[
    'Relu',
    'LeakyRelu',
    'Elu',
    'Sigmoid',
    'HardSigmoid',
    'HardSwish',
    'Tanh',
    'Softmax',
    'Gelu',
    'Erf',
    'Clip',
  ],
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sqrt', 'Reciprocal', 'Abs', 'Neg', 'Exp', 'Log', 'Sin', 'Cos'],
  ...['Equal', 'Greater', 'Less', 'Not', 'Where'],
  ...['ReduceMean', 'ReduceSum', 'ReduceSumSquare', 'ReduceL2', 'ReduceMax', 'ReduceMin'],
  ...['AveragePool', 'MaxPool', 'GlobalAveragePool', 'Resize', 'DepthToSpace', 'Pad'],
  ...['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Concat', 'Split', 'Slice', 'Gather'],
  ...['Expand', 'Tile', 'Shape', 'Range', 'Cast', 'DequantizeLinear'],
];

const ALLOWED = new Set([...COMPUTING_OPERATORS, ...FOLDED_OPERATORS]);

/** Throws, naming them all, for operators or an operator set that a backend of the page lacks. */
export function checkOperators({ opset, graph }: OnnxModel, source: string): void {
  if (opset < OPSETS.first || opset > OPSETS.last) {
    throw new Error(
      `${source} is written in opset ${opset}; write it in ${OPSETS.first} to ${OPSETS.last} ` +
        '(opset_version of torch.onnx.export, or onnx.version_converter)',
    );
  }
  const refused = graph.nodes
    .filter(({ operator, domain }) => domain !== undefined || !ALLOWED.has(operator))
    .map(({ operator, domain }) => (domain === undefined ? operator : `${domain}.${operator}`));
  if (refused.length > 0) {
    throw new Error(
      `${source} uses ${[...new Set(refused)].join(', ')}, which the page cannot run on both its backends; ` +
        `it runs ${[...ALLOWED].sort().join(', ')}`,
    );
  }
}
