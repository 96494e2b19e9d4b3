/**
 * The three forms of convolution (`convolution.ts`) as matrix products over a whole batch. ONNX Runtime's operators work
 * image by image and read the whole filter for each one; where an image has few positions, that takes most of the time.
 * Here the batch is the innermost axis, [c, h, w, n]: gathers copy contiguous memory, a filter [o, c, k, k] is a matrix
 * without being rearranged, and the positions of all images are the columns of the other matrix.
 */
import { matmul } from './matmul.ts';
import { pad, reshape, transpose } from './shape.ts';
import { apply, integers, type Shape, type Tensor } from './tensor.ts';

type Size = readonly [number, number];
export type Geometry = { readonly stride: number; readonly padding: number };

function axes4(x: Tensor): [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = x.shape;
  return [a, b, c, d];
}

function batchLast(x: Tensor): Tensor {
  return transpose(x, [1, 2, 3, 0]);
}
function batchFirst(x: Tensor): Tensor {
  return transpose(x, [3, 0, 1, 2]);
}
function matrixTranspose(x: Tensor): Tensor {
  return transpose(x, [1, 0]);
}

/** Gathers elements of axis 1. */
function pick(x: Tensor, places: readonly number[]): Tensor {
  const [rows = 0, , ...rest] = x.shape;
  return apply('Gather', [x, integers(places)], [rows, places.length, ...rest], undefined, {
    attributes: { axis: 1 },
  });
}

/** All index tuples [a, b, c, d] of a grid of four sizes, the last index running fastest. */
function grid(sizes: readonly [number, number, number, number]): [number, number, number, number][] {
  const [, B, C, D] = sizes;
  return Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, (_, i) => [
    Math.floor(i / (B * C * D)),
    Math.floor(i / (C * D)) % B,
    Math.floor(i / D) % C,
    i % D,
  ]);
}

/**
 * im2col: for each tap of a k×k filter, the pixels of x: [n, c, h, w] that it is multiplied with at each position of the
 * coarse grid, padded with zeros: [c·k·k, h′·w′·n].
 */
function patches(x: Tensor, [kh, kw]: Size, [hy, wy]: Size, { stride, padding: p }: Geometry): Tensor {
  const [n, c, h, w] = axes4(x);
  const [tall, wide] = [h + 2 * p, w + 2 * p];
  const inputs = [batchLast(x), integers([0, p, p, 0, 0, p, p, 0])];
  const padded = p === 0 ? batchLast(x) : apply('Pad', inputs, [c, tall, wide, n]);
  const places = grid([kh, kw, hy, wy]).map(([u, v, i, j]) => (stride * i + u) * wide + stride * j + v);
  return reshape(pick(reshape(padded, [c, tall * wide, n]), places), [c * kh * kw, hy * wy * n]);
}

/** y: [n, o, h′, w′] → [o, h′·w′·n]. */
function positions(y: Tensor): Tensor {
  const [n, o, h, w] = axes4(y);
  return reshape(batchLast(y), [o, h * w * n]);
}

/** The convolution of x with a filter; `shape` is that of the result. */
export function convolveByMatmul(x: Tensor, filter: Tensor, shape: Shape, geometry: Geometry): Tensor {
  const [o, c, kh, kw] = axes4(filter);
  const [n = 0, , h = 0, w = 0] = shape;
  const columns = patches(x, [kh, kw], [h, w], geometry);
  return batchFirst(reshape(matmul(reshape(filter, [o, c * kh * kw]), columns), [o, h, w, n]));
}

/** The gradient of a k×k filter from x and y. */
export function filterGradientByMatmul(x: Tensor, y: Tensor, kernel: Size, geometry: Geometry): Tensor {
  const [, o, h, w] = axes4(y);
  const columns = patches(x, kernel, [h, w], geometry);
  return reshape(matmul(positions(y), matrixTranspose(columns)), [o, x.shape[1] ?? 0, ...kernel]);
}

/**
 * The transposed convolution of y with a filter; `shape` is that of the result. A matrix product gives the contribution of
 * each position of the coarse grid through each tap; a pixel of the fine grid is the sum of its contributions.
 */
export function convolveTransposedByMatmul(
  y: Tensor,
  filter: Tensor,
  shape: Shape,
  { stride, padding }: Geometry,
): Tensor {
  const [o, c, kh, kw] = axes4(filter);
  const [n, , hy, wy] = axes4(y);
  const [, , h = 0, w = 0] = shape;
  // One more position, where y is zero, for taps without a position.
  const nowhere = hy * wy;
  const sources = pad(reshape(batchLast(y), [o, nowhere, n]), 1, 0, 1);
  const count = nowhere + 1;
  const product = matmul(
    matrixTranspose(reshape(filter, [o, c * kh * kw])),
    reshape(sources, [o, count * n]),
  );
  const given = reshape(product, [c, kh * kw * count, n]);
  // Pixel p of an axis gets a contribution from position i through tap u where s·i + u − padding = p.
  const [tall, wide] = [Math.ceil(kh / stride), Math.ceil(kw / stride)];
  const terms = grid([tall, wide, 1, 1]).map(([a, b]) => {
    const places = grid([h, w, 1, 1]).map(([y, x]) => {
      const [u, v] = [((y + padding) % stride) + a * stride, ((x + padding) % stride) + b * stride];
      const [i, j] = [(y + padding - u) / stride, (x + padding - v) / stride];
      const meets = u < kh && v < kw && i >= 0 && i < hy && j >= 0 && j < wy;
      return meets ? (u * kw + v) * count + i * wy + j : nowhere;
    });
    return pick(given, places);
  });
  return batchFirst(reshape(apply('Sum', terms, [c, h * w, n]), [c, h, w, n]));
}
