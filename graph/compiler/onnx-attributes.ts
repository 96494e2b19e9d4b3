/** What the attributes and the constant inputs of ONNX's operators say. */
import type { Attribute } from '../onnx/model.ts';
import type { Shape, Tensor } from '../tensor.ts';
import type { View } from './value.ts';

export type Attributes = Readonly<Record<string, Attribute>>;

export function integersOf(tensor: Tensor | undefined): number[] {
  const { expression } = tensor ?? {};
  if (expression?.kind !== 'constant') {
    throw new Error('kernels: axes and sizes have to be constants');
  }
  return Array.from(expression.data, Number);
}

export function listOf(attribute: Attribute | undefined): readonly number[] {
  return Array.isArray(attribute) ? attribute : [];
}

export function floatOf(attribute: Attribute | undefined): number {
  return typeof attribute === 'object' && 'float' in attribute ? attribute.float : Number.NaN;
}

/** From the inputs of ONNX's Slice after the first: starts, ends, axes and steps. */
export function sliceOf(shape: Shape, [starts, , axes, steps]: readonly Tensor[]): View {
  const [from, along] = [integersOf(starts), integersOf(axes)];
  const by = steps ? integersOf(steps) : along.map(() => 1);
  const entry = (list: readonly number[], axis: number, otherwise: number): number =>
    along.includes(axis) ? (list[along.indexOf(axis)] ?? otherwise) : otherwise;
  return {
    kind: 'slice',
    starts: shape.map((_, axis) => entry(from, axis, 0)),
    steps: shape.map((_, axis) => entry(by, axis, 1)),
  };
}
