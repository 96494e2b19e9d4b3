/** Cuts an ONNX graph short: a generator that ends with a smaller image computes nothing of the larger ones. */
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import type { OnnxNode } from './model.ts';

/** What follows the tensor that the graph is cut at. */
type Ending = {
  /** Of the standard operator set, with one input and the same shape as output. */
  readonly operator: string;
  /** The name of its output, a graph output of the same type and rank; it may be that of the whole graph. */
  readonly output: string;
};

/**
 * @param model the bytes of an ONNX file
 * @param tensor the name of the tensor f32 [n, channels, height, width] to end with
 * @returns the bytes of a model whose only output is that tensor after the ending, with what it needs and no more
 * @throws Error where no node gives the tensor, or `decodeModel` refuses the file
 */
export function endingWith(model: Uint8Array, tensor: string, { operator, output }: Ending): Uint8Array {
  const { graph, opset } = decodeModel(model, 'the generator');
  const nodes = nodesFor(graph.nodes, tensor);
  if (nodes.length === 0) {
    throw new Error(`no node of the graph gives ${tensor}`);
  }
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return encodeModel(
    {
      ...graph,
      nodes: [...nodes, { operator, inputs: [tensor], outputs: [output] }],
      initializers: graph.initializers.filter(({ name }) => used.has(name)),
      outputs: [{ name: output, type: 'float32', shape: ['n', 'channels', 'height', 'width'] }],
    },
    opset,
  );
}

/** The nodes that a tensor is computed by, in the order of the graph. */
function nodesFor(nodes: readonly OnnxNode[], tensor: string): readonly OnnxNode[] {
  const needed = new Set([tensor]);
  // A graph is sorted: what a node reads is given before it.
  return nodes
    .toReversed()
    .filter(({ inputs, outputs }) => {
      const isNeeded = outputs.some((name) => needed.has(name));
      if (isNeeded) {
        for (const name of inputs) {
          needed.add(name);
        }
      }
      return isNeeded;
    })
    .toReversed();
}
