/**
 * What kernels are made of: the graph of `tensor.ts` with ONNX's operators sorted into the five kinds that matter for
 * where a value is computed. Shapes are known, so everything that only rearranges elements is a `view`.
 */
import { type Shape, sizeOf } from '../tensor.ts';
import type { Contraction, Place } from './contraction.ts';
import type { IndexExpression } from './index-expression.ts';
import type { ElementwiseOperator } from './operators.ts';

export type Operation =
  /** Fed by name at each run, or part of the state. */
  | { readonly kind: 'input'; readonly name: string }
  /** Known values; one that stands for all elements where they are equal. */
  | { readonly kind: 'constant'; readonly data: Float32Array }
  /** One element from the elements of the same place; arguments broadcast as in NumPy. */
  | {
      readonly kind: 'elementwise';
      readonly operator: ElementwiseOperator;
      readonly parameter: number | undefined;
      readonly of: readonly Value[];
    }
  /** The same elements in other places. */
  | { readonly kind: 'view'; readonly view: View; readonly of: readonly [Value] }
  /** Parts side by side along an axis. */
  | { readonly kind: 'concat'; readonly axis: number; readonly of: readonly Value[] }
  /** The sum over axes, which stay with size 1. */
  | { readonly kind: 'sum'; readonly axes: readonly number[]; readonly of: readonly [Value] }
  /** A matrix product, or a convolution in one of its three forms. */
  | {
      readonly kind: 'contraction';
      readonly contraction: Contraction;
      /** With more than one, the value has a leading axis: the sums over each part of the depth. */
      readonly parts: number;
      readonly of: readonly [a: Value, b: Value];
    }
  /** The sum over the first axis: the parts of a contraction. */
  | { readonly kind: 'join'; readonly of: readonly [Value] };

export type View =
  | { readonly kind: 'reshape' }
  /** Axis i is axis `order[i]` of what is viewed. */
  | { readonly kind: 'transpose'; readonly order: readonly number[] }
  /** Axes of size 1 are repeated; axes are added in front. */
  | { readonly kind: 'broadcast' }
  | { readonly kind: 'slice'; readonly starts: readonly number[]; readonly steps: readonly number[] }
  /** Zeros around: how many before the first element of each axis. */
  | { readonly kind: 'pad'; readonly before: readonly number[] }
  /** Elements that a function finds: of a factor of a product, in the order in which it is read. */
  | { readonly kind: 'found'; readonly place: (coordinates: readonly IndexExpression[]) => Place };

export type Value = {
  /** Values are numbered in topological order. */
  readonly id: number;
  readonly shape: Shape;
  readonly operation: Operation;
};

/** What a value is computed from. */
export function operands({ operation }: Value): readonly Value[] {
  return 'of' in operation ? operation.of : [];
}

/** The value whose memory a value can share: the same elements in the same order. */
export function sameMemory(value: Value): Value {
  const { operation } = value;
  return operation.kind === 'view' && operation.view.kind === 'reshape' ? sameMemory(operation.of[0]) : value;
}

/** The one number that all elements of a constant are. */
export function uniformOf({ operation, shape }: Value): number | undefined {
  return operation.kind === 'constant' && (operation.data.length === 1 || sizeOf(shape) === 1)
    ? operation.data[0]
    : undefined;
}
