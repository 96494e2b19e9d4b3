/**
 * Reverse-mode differentiation: from a scalar back to the tensors it was computed from, adding to the graph as it
 * goes. What it returns are tensors like all others, so that a gradient can be part of a loss (R1) and be
 * differentiated again.
 */
import { add } from './elementwise.ts';
import { constant, printShape, sizeOf, type Tensor } from './tensor.ts';

/** All that `root` depends on, itself included, each tensor after its parents. */
function inOrder(root: Tensor): Tensor[] {
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
 * @throws where the loss is not a scalar, or does not depend on one of them: a silent zero would hide a mistake
 */
export function gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (sizeOf(loss.shape) !== 1) {
    throw new RangeError(`gradients: the loss must be a scalar, got the shape ${printShape(loss.shape)}`);
  }
  const order = inOrder(loss);

  // Only what lies between the loss and `wrt` is worth a gradient.
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
      throw new RangeError(`gradients: the loss does not depend on tensor ${i} of those asked for`);
    }
    return result;
  });
}
