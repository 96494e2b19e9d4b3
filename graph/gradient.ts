/**
 * Reverse-mode differentiation: from a scalar back to the tensors that it depends on. It adds nodes to the same graph, so
 * a gradient is a tensor that can be part of a loss (R1) and be differentiated again.
 */
import { add } from './elementwise.ts';
import { constant, printShape, sizeOf, type Tensor } from './tensor.ts';

/** All tensors that `root` depends on, itself included, in topological order: each after its parents. */
function topologicalOrder(root: Tensor): Tensor[] {
  const seen = new Set<Tensor>();
  const order: Tensor[] = [];
  function visit(tensor: Tensor): void {
    if (seen.has(tensor)) {
      return;
    }
    seen.add(tensor);
    tensor.parents.forEach(visit);
    order.push(tensor);
  }
  visit(root);
  return order;
}

/**
 * ∂loss/∂x for each x of `wrt`, each of the shape of its x.
 * @throws RangeError where the loss is not a scalar, or does not depend on an x: a zero would hide a mistake
 * @example
 * import { compile } from './compile.ts';
 * import { multiply } from './elementwise.ts';
 * import { gradients } from './gradient.ts';
 * import { sum } from './reduction.ts';
 * import { input } from './tensor.ts';
 *
 * const x = input('x', [3]);
 * const [slope = x] = gradients(sum(multiply(x, x)), [x]); // 2x
 * const model = compile('slope', { slope }); // an ONNX file that computes it
 * console.log(slope.shape, model.length);
 */
export function gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (sizeOf(loss.shape) !== 1) {
    throw new RangeError(`gradients: the loss must be a scalar, got the shape ${printShape(loss.shape)}`);
  }
  const order = topologicalOrder(loss);

  // Only tensors on a path from `wrt` to the loss need a gradient.
  const relevant = new Set<Tensor>(wrt);
  for (const tensor of order) {
    if (tensor.parents.some((parent) => relevant.has(parent))) {
      relevant.add(tensor);
    }
  }

  const gradient = new Map<Tensor, Tensor>([[loss, constant(1, loss.shape)]]);
  for (const tensor of order.reverse()) {
    const own = gradient.get(tensor);
    if (!own || !relevant.has(tensor) || tensor.parents.length === 0) {
      continue;
    }
    const contributions = tensor.backward(own);
    tensor.parents.forEach((parent, i) => {
      const contribution = contributions[i];
      if (!contribution || !relevant.has(parent)) {
        return;
      }
      const before = gradient.get(parent);
      gradient.set(parent, before ? add(before, contribution) : contribution);
    });
  }
  return wrt.map((x, i) => {
    const result = gradient.get(x);
    if (!result) {
      throw new RangeError(`gradients: the loss does not depend on tensor ${i} of \`wrt\``);
    }
    return result;
  });
}
