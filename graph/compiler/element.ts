/**
 * One element of a value, in the code of a target. What is in memory is read; everything else is computed on the spot from
 * what is. This is where operators become one kernel: a chain of them is one line after the other, and views are nothing but
 * another index.
 */
import { type Shape, sameShape } from '../tensor.ts';
import { flatten, type Guard, unflatten } from './contraction.ts';
import { type IndexExpression, literal, plus, print, times } from './index-expression.ts';
import type { ElementwiseOperator } from './operators.ts';
import { uniformOf, type Value, type View } from './value.ts';

/** Where in a value: its coordinates or its flat index, whichever is known. */
export type Index = { readonly flat: IndexExpression } | { readonly coordinates: readonly IndexExpression[] };

/** Writes the code of what an element is computed by. E is what stands for an f32: a name in WGSL, a local in WebAssembly. */
export type Target<E> = {
  constant(value: number): E;
  /** An element of a value in memory. */
  read(value: Value, flat: IndexExpression): E;
  /** The sum over the parts of a contraction in memory (`join`). */
  joined(parts: Value, flat: IndexExpression): E;
  apply(operator: ElementwiseOperator, operands: readonly E[], parameter: number | undefined): E;
  /** Zero where one of the guards fails; there is at least one guard. */
  inside(found: E, guards: readonly Guard[]): E;
  /** `from` where the index `along` is at least `start`, else `before`. */
  choose(before: E, from: E, along: IndexExpression, start: number): E;
};

export type Scope<E> = {
  readonly target: Target<E>;
  /** Elements that are computed already, by value and index. */
  readonly names: Map<string, E>;
  /** Whether a value is in memory. */
  readonly isStored: (value: Value) => boolean;
};

export function flatOf(index: Index, shape: Shape): IndexExpression {
  return 'flat' in index ? index.flat : flatten(index.coordinates, shape);
}

export function coordinatesOf(index: Index, shape: Shape): readonly IndexExpression[] {
  return 'flat' in index ? unflatten(index.flat, shape) : index.coordinates;
}

/** The key of an element in `names`; the order of an index's terms does not matter. */
export function elementKey(value: Value, { terms, constant }: IndexExpression): string {
  return `${value.id}@${terms.map((term) => print({ terms: [term], constant: 0 })).sort()}+${constant}`;
}

/** The element of a value; what is computed for it is computed once in a scope. */
export function element<E>(value: Value, index: Index, scope: Scope<E>): E {
  const { target, names } = scope;
  const uniform = uniformOf(value);
  if (uniform !== undefined) {
    return target.constant(uniform);
  }
  const key = elementKey(value, flatOf(index, value.shape));
  const before = names.get(key);
  if (before !== undefined) {
    return before;
  }
  const found = compute(value, index, scope);
  names.set(key, found);
  return found;
}

function compute<E>(value: Value, index: Index, scope: Scope<E>): E {
  const { target } = scope;
  const { shape, operation } = value;
  if (scope.isStored(value)) {
    return target.read(value, flatOf(index, shape));
  }
  switch (operation.kind) {
    case 'elementwise': {
      const operands = operation.of.map((of) => element(of, broadcastIndex(index, shape, of.shape), scope));
      return target.apply(operation.operator, operands, operation.parameter);
    }
    case 'view': {
      const [of] = operation.of;
      const { inner, guards } = throughView(operation.view, index, shape, of.shape);
      const found = element(of, inner, scope);
      return guards.length === 0 ? found : target.inside(found, guards);
    }
    case 'concat': {
      const coordinates = coordinatesOf(index, shape);
      const along = coordinates[operation.axis] ?? literal(0);
      let start = 0;
      let whole: E | undefined;
      for (const part of operation.of) {
        const own = coordinates.map((c, axis) => (axis === operation.axis ? plus(c, -start) : c));
        const found = element(part, { coordinates: own }, scope);
        whole = whole === undefined ? found : target.choose(whole, found, along, start);
        start += part.shape[operation.axis] ?? 0;
      }
      return whole ?? target.constant(0);
    }
    case 'join':
      return target.joined(operation.of[0], flatOf(index, shape));
    default:
      throw new Error(`an element of a ${operation.kind} can only be read from memory`);
  }
}

/** The index of an operand whose shape is broadcast: its axes are the last ones, and those of size 1 stay at 0. */
function broadcastIndex(index: Index, shape: Shape, own: Shape): Index {
  if (sameShape(shape, own)) {
    return index;
  }
  const coordinates = coordinatesOf(index, shape);
  return {
    coordinates: own.map((size, axis) =>
      size === 1 ? literal(0) : (coordinates[shape.length - own.length + axis] ?? literal(0)),
    ),
  };
}

/** The index below a view, and the conditions outside which the element is zero. */
function throughView(
  view: View,
  index: Index,
  shape: Shape,
  below: Shape,
): { inner: Index; guards: readonly Guard[] } {
  if (view.kind === 'reshape') {
    return { inner: { flat: flatOf(index, shape) }, guards: [] };
  }
  if (view.kind === 'broadcast') {
    return { inner: broadcastIndex(index, shape, below), guards: [] };
  }
  const coordinates = coordinatesOf(index, shape);
  const at = (axis: number): IndexExpression => coordinates[axis] ?? literal(0);
  switch (view.kind) {
    case 'transpose':
      return {
        inner: { coordinates: below.map((_, axis) => at(view.order.indexOf(axis))) },
        guards: [],
      };
    case 'slice':
      return {
        inner: {
          coordinates: below.map((_, axis) =>
            plus(times(at(axis), view.steps[axis] ?? 1), view.starts[axis] ?? 0),
          ),
        },
        guards: [],
      };
    case 'pad': {
      const inner = below.map((_, axis) => plus(at(axis), -(view.before[axis] ?? 0)));
      const guards = inner.flatMap((value, axis) =>
        below[axis] === shape[axis] ? [] : [{ value, below: below[axis] ?? 0 }],
      );
      return { inner: { coordinates: inner }, guards };
    }
    case 'found': {
      const { coordinates: inner, guards } = view.place(coordinates);
      return { inner: { coordinates: inner }, guards };
    }
  }
}
