/**
 * The WGSL of one element of a value. What is in memory is read; everything else is computed on the spot from what is.
 * This is where operators become one kernel: a chain of them is one line after the other, and views are nothing but
 * another index.
 */
import { type Shape, sameShape, sizeOf } from '../tensor.ts';
import { flatten, unflatten } from './contraction.ts';
import { float, wgslOf } from './elementwise.ts';
import { type IndexExpression, literal, plus, print, times } from './index-expression.ts';
import { uniformOf, type Value, type View } from './value.ts';

/** Where in a value: its coordinates or its flat index, whichever is known. */
export type Index = { readonly flat: IndexExpression } | { readonly coordinates: readonly IndexExpression[] };

export type Scope = {
  readonly lines: string[];
  /** Names of elements that are computed already, by value and index. */
  readonly names: Map<string, string>;
  /** Whether a value is in memory. */
  readonly isStored: (value: Value) => boolean;
  /** WGSL that reads an element of a value in memory; with the WGSL of where a part of it starts, of that part. */
  readonly read: (value: Value, flat: IndexExpression, part?: string) => string;
  /** WGSL of the number of parts of a contraction, and of the elements of each; literals where it is not given. */
  readonly partsOf?: (value: Value) => { count: string; size: string };
};

export function flatOf(index: Index, shape: Shape): IndexExpression {
  return 'flat' in index ? index.flat : flatten(index.coordinates, shape);
}

export function coordinatesOf(index: Index, shape: Shape): readonly IndexExpression[] {
  return 'flat' in index ? unflatten(index.flat, shape) : index.coordinates;
}

/** The key of an element in `names`. */
export function elementKey(value: Value, flat: IndexExpression): string {
  return `${value.id}@${print(flat)}`;
}

/** A scope within: it sees the names of the outer one, and keeps its own. */
export function innerScope(outer: Scope): Scope {
  return { ...outer, lines: [], names: new Map(outer.names) };
}

/** Adds what is needed to `scope.lines`, and returns a WGSL expression of type f32. */
export function element(value: Value, index: Index, scope: Scope): string {
  const uniform = uniformOf(value);
  if (uniform !== undefined) {
    return float(uniform);
  }
  const { shape, operation } = value;
  const flat = flatOf(index, shape);
  const key = elementKey(value, flat);
  const before = scope.names.get(key);
  if (before !== undefined) {
    return before;
  }
  function named(expression: string): string {
    const name = `e${scope.names.size}`;
    scope.lines.push(`let ${name} = ${expression};`);
    scope.names.set(key, name);
    return name;
  }
  if (scope.isStored(value)) {
    return named(scope.read(value, flat));
  }
  switch (operation.kind) {
    case 'elementwise': {
      const operands = operation.of.map((of) => element(of, broadcastIndex(index, shape, of.shape), scope));
      return named(wgslOf(operation.operator, operands, operation.parameter));
    }
    case 'view': {
      const [of] = operation.of;
      const { inner, inside } = throughView(operation.view, index, shape, of.shape);
      const found = element(of, inner, scope);
      return inside.length === 0 ? found : named(`select(0.0, ${found}, ${inside.join(' && ')})`);
    }
    case 'concat': {
      const coordinates = coordinatesOf(index, shape);
      const along = coordinates[operation.axis] ?? literal(0);
      let start = 0;
      let whole = '0.0';
      for (const part of operation.of) {
        const size = part.shape[operation.axis] ?? 0;
        const own = coordinates.map((c, axis) => (axis === operation.axis ? plus(c, -start) : c));
        const found = element(part, { coordinates: own }, scope);
        whole = start === 0 ? found : `select(${whole}, ${found}, ${print(along)} >= ${start}u)`;
        start += size;
      }
      return named(whole);
    }
    case 'join': {
      const [parts] = operation.of;
      const { count, size } = scope.partsOf?.(parts) ?? {
        count: `${parts.shape[0]}u`,
        size: `${sizeOf(shape)}u`,
      };
      const sum = `s${scope.names.size}`;
      const added = scope.read(parts, flat, `part * ${size}`);
      scope.lines.push(
        `var ${sum} = 0.0;`,
        `for (var part = 0u; part < ${count}; part++) { ${sum} += ${added}; }`,
      );
      return named(sum);
    }
    default:
      throw new Error(`an element of a ${operation.kind} can only be read from memory`);
  }
}

/** The index of an operand whose shape is broadcast: its axes are the last ones, and those of size 1 stay at 0. */
export function broadcastIndex(index: Index, shape: Shape, own: Shape): Index {
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
): { inner: Index; inside: string[] } {
  if (view.kind === 'reshape') {
    return { inner: { flat: flatOf(index, shape) }, inside: [] };
  }
  if (view.kind === 'broadcast') {
    return { inner: broadcastIndex(index, shape, below), inside: [] };
  }
  const coordinates = coordinatesOf(index, shape);
  const at = (axis: number): IndexExpression => coordinates[axis] ?? literal(0);
  switch (view.kind) {
    case 'transpose':
      return {
        inner: { coordinates: below.map((_, axis) => at(view.order.indexOf(axis))) },
        inside: [],
      };
    case 'slice':
      return {
        inner: {
          coordinates: below.map((_, axis) =>
            plus(times(at(axis), view.steps[axis] ?? 1), view.starts[axis] ?? 0),
          ),
        },
        inside: [],
      };
    case 'pad': {
      const inner = below.map((_, axis) => plus(at(axis), -(view.before[axis] ?? 0)));
      const inside = inner.flatMap((coordinate, axis) =>
        below[axis] === shape[axis] ? [] : [`${print(coordinate)} < ${below[axis]}u`],
      );
      return { inner: { coordinates: inner }, inside };
    }
  }
}
