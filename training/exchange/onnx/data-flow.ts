/** The data flow of a graph: where values come from, and which of them depend on its input. */
import type { OnnxGraph } from '../../../graph/onnx/model.ts';

/** An optional input that is left out has an empty name. */
export function isGiven(name: string): boolean {
  return name !== '';
}

/**
 * @throws where a node uses a value that no node before it gives (ONNX requires topological order, so this finds cycles
 *   too), where two values share a name, or where no node gives an output
 */
export function checkFlow({ inputs, initializers, nodes, outputs }: OnnxGraph, source: string): void {
  const known = new Set<string>();
  function give(name: string): void {
    if (known.has(name)) {
      throw new Error(`${source}: two values are named ${name}`);
    }
    known.add(name);
  }
  for (const { name } of [...inputs, ...initializers]) {
    give(name);
  }
  const given = new Set<string>();
  for (const { operator, inputs: from, outputs: to } of nodes) {
    const missing = from.filter(isGiven).find((name) => !known.has(name));
    if (missing !== undefined) {
      throw new Error(
        `${source}: the ${operator} node that gives ${to.join(', ')} needs ${missing}, which nothing before it gives`,
      );
    }
    for (const name of to.filter(isGiven)) {
      give(name);
      given.add(name);
    }
  }
  for (const { name } of outputs) {
    if (!given.has(name)) {
      throw new Error(`${source}: no node gives the output ${name}`);
    }
  }
}

/** The names of all values that are computed from the input. */
export function dependentOn(input: string, { nodes }: OnnxGraph): ReadonlySet<string> {
  const dependent = new Set([input]);
  for (const { inputs, outputs } of nodes) {
    if (inputs.some((name) => dependent.has(name))) {
      for (const name of outputs.filter(isGiven)) {
        dependent.add(name);
      }
    }
  }
  return dependent;
}

/** The graph with its values renamed. */
export function renamed(graph: OnnxGraph, rename: (name: string) => string): OnnxGraph {
  const known = (name: string): string => (isGiven(name) ? rename(name) : name);
  const named = <T extends { readonly name: string }>(value: T): T => ({ ...value, name: known(value.name) });
  return {
    name: graph.name,
    inputs: graph.inputs.map(named),
    outputs: graph.outputs.map(named),
    initializers: graph.initializers.map(named),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(known),
      outputs: node.outputs.map(known),
    })),
  };
}
