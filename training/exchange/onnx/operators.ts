/**
 * The operators and opsets that a published graph may have: those that both of the page's backends run. WASM runs the whole
 * standard set; the operators of WebGPU are listed in `onnxruntime-web/docs/webgpu-operators.md`, which a test compares
 * with this list.
 */
import type { OnnxModel } from '../../../graph/onnx/model.ts';
import { DECOMPOSED_OPERATORS } from './decompose.ts';

/** Before 11, Resize, Pad, Slice and Clip have another form; after 21, WebGPU has no kernels for Conv and others. */
export const OPSETS = { first: 11, last: 21 } as const;
/**
 * Opsets 22 to 24 give these operators more types (bfloat16, float4) and no other meaning, so that a graph of float32 is also one of
 * opset 21. Source: ONNX's `docs/Changelog.md`.
 */
const LAST_READ = 24;

/** Operators that ONNX Runtime removes when it loads a graph. */
const FOLDED_OPERATORS: readonly string[] = ['Constant', 'Identity'];

/** Operators that generators use; none with control flow, and none with random numbers. */
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

/** The opset to publish a graph in that was written in another one. */
export function publishedOpset(opset: number): number {
  return Math.min(opset, OPSETS.last);
}

/** @throws for an opset or operators that one of the page's backends lacks, naming all of them */
export function checkOperators({ opset, graph }: OnnxModel, source: string): void {
  if (opset < OPSETS.first || opset > LAST_READ) {
    throw new Error(
      `${source} is written in opset ${opset}; write it in ${OPSETS.first} to ${LAST_READ} ` +
        '(opset_version of torch.onnx.export, or onnx.version_converter)',
    );
  }
  const refused = graph.nodes
    .filter(({ operator, domain }) => domain !== undefined || !ALLOWED.has(operator))
    .map(({ operator, domain }) => (domain === undefined ? operator : `${domain}.${operator}`));
  if (refused.length > 0) {
    throw new Error(
      `${source} uses ${[...new Set(refused)].join(', ')}, which the page cannot run on both its backends; ` +
        `it runs ${[...ALLOWED, ...DECOMPOSED_OPERATORS].sort().join(', ')}`,
    );
  }
}
