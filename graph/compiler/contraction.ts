/**
 * Matrix products and the three forms of convolution as one thing: a product of matrices whose elements are found by index
 * arithmetic ("implicit GEMM"). No matrix of patches is ever written; the kernel computes where an element of it is.
 *
 *     out[row, column] = Σ over depth of a[row, depth] · b[depth, column]        for each batch
 *
 * | | batch | row | depth | column |
 * | --- | --- | --- | --- | --- |
 * | matrix product | leading axes | row of A | | column of B |
 * | convolution | | output channel | input channel and tap | image and position |
 * | transposed convolution | position within the stride | output channel | input channel and tap | image and place |
 * | filter gradient | | output channel | image and position | input channel and tap |
 *
 * The trilinear form that the three convolutions come from is in `../convolution.ts`.
 */
import type { Geometry } from '../convolution-as-matmul.ts';
import { type Shape, sizeOf } from '../tensor.ts';
import { dividedBy, type IndexExpression, literal, modulo, plus, times } from './index-expression.ts';

/** A condition, `value < below`; what is negative wraps around and fails it, too. */
export type Guard = { readonly value: IndexExpression; readonly below: number };

/** Where an element is: its coordinates, and the conditions outside which it is zero (or is not written). */
export type Place = {
  readonly coordinates: readonly IndexExpression[];
  readonly guards: readonly Guard[];
};

export type Contraction = {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Neighbouring elements of an operand in memory: of the same depth or of neighbouring depths. */
  readonly neighbours: { readonly a: 'row' | 'depth'; readonly b: 'column' | 'depth' };
  a(batch: IndexExpression, row: IndexExpression, depth: IndexExpression): Place;
  b(batch: IndexExpression, depth: IndexExpression, column: IndexExpression): Place;
  out(batch: IndexExpression, row: IndexExpression, column: IndexExpression): Place;
  /** How the matrices of all batches become the result: their axes taken apart, in which order these come, and what they make. */
  readonly result: {
    readonly split: Shape;
    readonly order: readonly number[];
    /** At least the shape of the result; what is beyond that is left out. */
    readonly shape: Shape;
  };
  /** Distinguishes it from others with the same operands. */
  readonly key: string;
};

/** A result that has its elements in the order of the matrix. */
function inOrder(shape: Shape): Contraction['result'] {
  return { split: shape, order: shape.map((_, axis) => axis), shape };
}

function place(...coordinates: IndexExpression[]): Place {
  return { coordinates, guards: [] };
}

/** The coordinates of a flat index in a shape. */
export function unflatten(flat: IndexExpression, shape: Shape): IndexExpression[] {
  return shape.map((size, axis) => modulo(dividedBy(flat, sizeOf(shape.slice(axis + 1))), size));
}

/** The flat index of coordinates in a shape. */
export function flatten(coordinates: readonly IndexExpression[], shape: Shape): IndexExpression {
  return coordinates.reduce(
    (sum, coordinate, axis) => plus(sum, times(coordinate, sizeOf(shape.slice(axis + 1)))),
    literal(0),
  );
}

/** A: [..., m, k] times B: [..., k, n] → `shape`; the leading axes broadcast. */
export function matrixProduct(a: Shape, b: Shape, shape: Shape): Contraction {
  const leading = shape.slice(0, -2);
  function batchOf(batch: IndexExpression, own: Shape): IndexExpression[] {
    const all = unflatten(batch, leading);
    return own
      .slice(0, -2)
      .map((size, i, { length }) =>
        size === 1 ? literal(0) : (all[leading.length - length + i] ?? literal(0)),
      );
  }
  return {
    batch: sizeOf(leading),
    rows: a.at(-2) ?? 0,
    depth: a.at(-1) ?? 0,
    columns: b.at(-1) ?? 0,
    neighbours: { a: 'depth', b: 'column' },
    a: (batch, row, depth) => place(...batchOf(batch, a), row, depth),
    b: (batch, depth, column) => place(...batchOf(batch, b), depth, column),
    out: (batch, row, column) => place(...unflatten(batch, leading), row, column),
    result: inOrder(shape),
    key: 'matrix product',
  };
}

type Sizes4 = readonly [number, number, number, number];

function sizes4([a = 0, b = 0, c = 0, d = 0]: Shape): Sizes4 {
  return [a, b, c, d];
}

/** The pixel of x: [n, c, h, w] that a tap is multiplied with at a position; zero where it is outside. */
function pixelUnder(
  [image, i, j]: readonly [IndexExpression, IndexExpression, IndexExpression],
  [channel, u, v]: readonly [IndexExpression, IndexExpression, IndexExpression],
  [, , h, w]: Sizes4,
  { stride, padding }: Geometry,
): Place {
  const y = plus(plus(times(i, stride), u), -padding);
  const x = plus(plus(times(j, stride), v), -padding);
  const guards = [
    { value: y, below: h },
    { value: x, below: w },
  ];
  return { coordinates: [image, channel, y, x], guards: padding === 0 ? [] : guards };
}

type Three = readonly [IndexExpression, IndexExpression, IndexExpression];

function unflatten3(flat: IndexExpression, shape: readonly [number, number, number]): Three {
  const [a = flat, b = flat, c = flat] = unflatten(flat, shape);
  return [a, b, c];
}

/** x: [n, c, h, w], filter: [o, c, k, k] → y: [n, o, h′, w′]. */
export function convolution(x: Shape, filter: Shape, y: Shape, geometry: Geometry): Contraction {
  const [n, o, hy, wy] = sizes4(y);
  const [, c, kh, kw] = sizes4(filter);
  return {
    batch: 1,
    rows: o,
    depth: c * kh * kw,
    columns: n * hy * wy,
    neighbours: { a: 'depth', b: 'column' },
    a: (_, row, depth) => place(row, ...unflatten3(depth, [c, kh, kw])),
    b: (_, depth, column) =>
      pixelUnder(unflatten3(column, [n, hy, wy]), unflatten3(depth, [c, kh, kw]), sizes4(x), geometry),
    out(_, row, column) {
      const [image, i, j] = unflatten3(column, [n, hy, wy]);
      return place(image, row, i, j);
    },
    result: { split: [o, n, hy, wy], order: [1, 0, 2, 3], shape: [n, o, hy, wy] },
    key: `convolution, stride ${geometry.stride}, padding ${geometry.padding}`,
  };
}

/**
 * y: [n, o, h′, w′], filter: [o, c, k, k] → x: [n, c, h, w].
 *
 * Pixel p of an axis gets a contribution from position i through tap u where stride · i + u − padding = p. Pixels with the
 * same remainder r = (p + padding) mod stride get theirs through the same taps r, r + stride, …, so that each remainder
 * is a matrix product of its own: with stride 2 and a 4×4 filter four products with four taps each.
 */
export function transposedConvolution(
  y: Shape,
  filter: Shape,
  x: Shape,
  { stride, padding }: Geometry,
): Contraction {
  const [, o, hy, wy] = sizes4(y);
  const [, , kh, kw] = sizes4(filter);
  const [n, c, h, w] = sizes4(x);
  const [tall, wide] = [Math.ceil(kh / stride), Math.ceil(kw / stride)];
  const places = [n, Math.ceil(h / stride), Math.ceil(w / stride)] as const;
  /** p + padding for the first pixel of a batch, an axis's p being stride · place + phase. */
  function phase(batch: IndexExpression): [IndexExpression, IndexExpression] {
    const [tall = batch, wide = batch] = unflatten(batch, [stride, stride]);
    return [tall, wide];
  }
  const guard = (value: IndexExpression, below: number, exact: boolean) => (exact ? [] : [{ value, below }]);
  return {
    batch: stride * stride,
    rows: c,
    depth: o * tall * wide,
    columns: sizeOf(places),
    neighbours: { a: 'depth', b: 'column' },
    a(batch, row, depth) {
      const [channel, a, b] = unflatten3(depth, [o, tall, wide]);
      const [py, px] = phase(batch);
      const u = plus(modulo(plus(py, padding), stride), times(a, stride));
      const v = plus(modulo(plus(px, padding), stride), times(b, stride));
      return {
        coordinates: [channel, row, u, v],
        guards: [...guard(u, kh, kh % stride === 0), ...guard(v, kw, kw % stride === 0)],
      };
    },
    b(batch, depth, column) {
      const [channel, a, b] = unflatten3(depth, [o, tall, wide]);
      const [image, placeY, placeX] = unflatten3(column, places);
      const [py, px] = phase(batch);
      const i = plus(plus(placeY, dividedBy(plus(py, padding), stride)), times(a, -1));
      const j = plus(plus(placeX, dividedBy(plus(px, padding), stride)), times(b, -1));
      return {
        coordinates: [image, channel, i, j],
        guards: [
          { value: i, below: hy },
          { value: j, below: wy },
        ],
      };
    },
    out(batch, row, column) {
      const [image, placeY, placeX] = unflatten3(column, places);
      const [py, px] = phase(batch);
      const [top, left] = [plus(times(placeY, stride), py), plus(times(placeX, stride), px)];
      return {
        coordinates: [image, row, top, left],
        guards: [...guard(top, h, h % stride === 0), ...guard(left, w, w % stride === 0)],
      };
    },
    result: {
      split: [stride, stride, c, ...places],
      order: [3, 2, 4, 0, 5, 1],
      shape: [n, c, places[1] * stride, places[2] * stride],
    },
    key: `transposed convolution, stride ${stride}, padding ${padding}`,
  };
}

/** x: [n, c, h, w], y: [n, o, h′, w′] → filter: [o, c, k, k]. */
export function filterGradient(x: Shape, y: Shape, filter: Shape, geometry: Geometry): Contraction {
  const [n, o, hy, wy] = sizes4(y);
  const [, c, kh, kw] = sizes4(filter);
  return {
    batch: 1,
    rows: o,
    depth: n * hy * wy,
    columns: c * kh * kw,
    neighbours: { a: 'depth', b: 'depth' },
    a(_, row, depth) {
      const [image, i, j] = unflatten3(depth, [n, hy, wy]);
      return place(image, row, i, j);
    },
    b: (_, depth, column) =>
      pixelUnder(unflatten3(depth, [n, hy, wy]), unflatten3(column, [c, kh, kw]), sizes4(x), geometry),
    out: (_, row, column) => place(row, ...unflatten3(column, [c, kh, kw])),
    result: inOrder([o, c, kh, kw]),
    key: `filter gradient, stride ${geometry.stride}, padding ${geometry.padding}`,
  };
}
