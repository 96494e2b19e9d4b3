/**
 * The layers of a Sequential by their order. People number them differently: with a Sequential in a Sequential for each block, with
 * Dropout between them, or without batch norm. None of this changes a picture, so they get the numbers that they have in the tutorial.
 */
import type { Values } from '../../graph/tensor.ts';
import type { Network } from './tensor-names.ts';

export type Numbered = {
  /** By the tutorial's names, `3.weight`. */
  readonly weights: Values;
  /** The names in the file by these. */
  readonly names: ReadonlyMap<string, string>;
};

/** The number of convolution `i` in the tutorial's Sequential: each has batch norm and an activation after it, D's first has no norm. */
function convolutionNumber(network: Network, i: number): number {
  return network === 'G' ? 3 * i : Math.max(0, 3 * i - 1);
}

/** The order of modules such as 0.2 and 0.10. */
function byNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((number, i) => number !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/**
 * @param weights by `0.weight` or `0.0.weight`, without a prefix
 * @param source what to call the file in error messages
 * @throws for a module that is neither a convolution nor a batch norm right after one
 */
export function numberLayers(weights: Values, network: Network, source: string): Numbered {
  const moduleOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));
  const modules = [...new Set(Object.keys(weights).map(moduleOf))].sort(byNumbers);
  const numbers = new Map<string, number>();
  let convolutions = 0;
  let previous = '';
  for (const module of modules) {
    const axes = weights[`${module}.weight`]?.shape.length;
    if (axes === 4) {
      numbers.set(module, convolutionNumber(network, convolutions++));
    } else {
      const before = numbers.get(previous);
      if (before === undefined || weights[`${previous}.weight`]?.shape.length !== 4) {
        throw new Error(
          `${source}: ${module} is neither a convolution nor a batch norm right after one, and the tutorial's networks have no other layers`,
        );
      }
      numbers.set(module, before + 1);
    }
    previous = module;
  }
  const names = new Map(
    Object.keys(weights).map((name) => {
      const module = moduleOf(name);
      return [`${numbers.get(module)}${name.slice(module.length)}`, name];
    }),
  );
  return {
    weights: Object.fromEntries(
      Array.from(names, ([numbered, name]) => [numbered, weights[name] as Values[string]]),
    ),
    names,
  };
}
