/**
 * Convolution as in deep learning (cross-correlation), and its two adjoints.
 *
 * Everything here comes from one trilinear form of an image x, a filter w and an image y on the coarser grid:
 *
 *     T(x, w, y) = Σ y[n, o, i, j] · x[n, c, s·i + u − p, s·j + v − p] · w[o, c, u, v]
 *
 * with stride s and padding p. Its derivative with respect to y is the convolution of x with w; with respect to x,
 * the transposed convolution of y with w; with respect to w, the filter gradient of x and y. Each of the three is
 * bilinear in the other two arguments, so the gradients of each are the other two, and the set is closed under
 * differentiation to any order.
 */

import {
  convolveByMatmul,
  convolveTransposedByMatmul,
  filterGradientByMatmul,
  type Geometry,
} from './convolution-as-matmul.ts';
import { matmul } from './matmul.ts';
import { reshape, transpose } from './shape.ts';
import { apply, composite, integers, printShape, type Shape, type Tensor } from './tensor.ts';

function axes4(name: string, shape: Shape): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (shape.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new RangeError(`${name}: expected four axes, got the shape ${printShape(shape)}`);
  }
  return [a, b, c, d];
}

function pads({ padding }: Geometry): number[] {
  return [padding, padding, padding, padding];
}

/** The size of the coarse grid. The stride must divide the fine grid exactly, so that the adjoints are unambiguous. */
function coarse(size: number, kernel: number, { stride, padding }: Geometry): number {
  const span = size + 2 * padding - kernel;
  if (span < 0 || span % stride !== 0) {
    throw new RangeError(
      `convolution: a kernel of ${kernel} with stride ${stride} and padding ${padding} does not fit a size of ${size}`,
    );
  }
  return span / stride + 1;
}

/**
 * ∂T/∂y: the convolution of x: [n, c, h, w] with filter: [o, c, k, k] → [n, o, h′, w′], h′ = (h + 2p − k)/s + 1.
 * @throws RangeError where the channels differ or the stride does not fit
 */
export function convolve(x: Tensor, filter: Tensor, geometry: Geometry): Tensor {
  const [n, c, h, w] = axes4('convolve: x', x.shape);
  const [o, c2, kh, kw] = axes4('convolve: filter', filter.shape);
  if (c !== c2) {
    throw new RangeError(
      `convolve: x ${printShape(x.shape)} has ${c} channels, filter ${printShape(filter.shape)} takes ${c2}`,
    );
  }
  const [hy, wy] = [coarse(h, kh, geometry), coarse(w, kw, geometry)];
  const shape = [n, o, hy, wy];
  const { stride } = geometry;
  const attributes = { kernel_shape: [kh, kw], strides: [stride, stride], pads: pads(geometry) };
  return composite(
    [x, filter],
    shape,
    (g) => [convolveTransposed(g, filter, geometry), filterGradient(x, g, [kh, kw], geometry)],
    (device) =>
      device === 'cpu'
        ? convolveByMatmul(x, filter, shape, geometry)
        : apply('Conv', [x, filter], shape, undefined, { attributes }),
  );
}

/**
 * ∂T/∂x: the transposed convolution of y: [n, o, h′, w′] with filter: [o, c, k, k] → [n, c, h, w],
 * h = (h′ − 1)·s + k − 2p. PyTorch stores the weight of ConvTranspose2d in the same order, [in, out, k, k].
 */
export function convolveTransposed(y: Tensor, filter: Tensor, geometry: Geometry): Tensor {
  const [n, o, h, w] = axes4('convolveTransposed: y', y.shape);
  const [o2, c, kh, kw] = axes4('convolveTransposed: filter', filter.shape);
  if (o !== o2) {
    throw new RangeError(
      `convolveTransposed: y ${printShape(y.shape)} has ${o} channels, filter ${printShape(filter.shape)} takes ${o2}`,
    );
  }
  const { stride, padding } = geometry;
  const fine = (size: number, kernel: number) => (size - 1) * stride + kernel - 2 * padding;
  const shape = [n, c, fine(h, kh), fine(w, kw)];
  const attributes = { kernel_shape: [kh, kw], strides: [stride, stride], pads: pads(geometry) };
  return composite(
    [y, filter],
    shape,
    (g) => [convolve(g, filter, geometry), filterGradient(g, y, [kh, kw], geometry)],
    (device) =>
      device === 'cpu'
        ? convolveTransposedByMatmul(y, filter, shape, geometry)
        : apply('ConvTranspose', [y, filter], shape, undefined, { attributes }),
  );
}

/** ∂T/∂w: the gradient of a filter from x: [n, c, h, w] and y: [n, o, h′, w′] → [o, c, k, k]. */
export function filterGradient(
  x: Tensor,
  y: Tensor,
  kernel: readonly [number, number],
  geometry: Geometry,
): Tensor {
  const [n, c, h, w] = axes4('filterGradient: x', x.shape);
  const [n2, o, hy, wy] = axes4('filterGradient: y', y.shape);
  const [kh, kw] = kernel;
  if (n !== n2 || hy !== coarse(h, kh, geometry) || wy !== coarse(w, kw, geometry)) {
    throw new RangeError(
      `filterGradient: x ${printShape(x.shape)} and y ${printShape(y.shape)} do not fit a kernel of ${kh}×${kw}`,
    );
  }
  return composite(
    [x, y],
    [o, c, kh, kw],
    (g) => [convolveTransposed(y, g, geometry), convolve(x, g, geometry)],
    (device) => {
      switch (device) {
        case 'cpu':
          return filterGradientByMatmul(x, y, kernel, geometry);
        case 'onnx-webgpu':
          return asMatrixProduct(x, y, kernel, geometry);
        case 'webgpu':
        case 'wasm': {
          const { stride } = geometry;
          const attributes = { kernel_shape: [kh, kw], strides: [stride, stride], pads: pads(geometry) };
          // ONNX has no such operator; our own kernels have.
          return apply('FilterGradient', [x, y], [o, c, kh, kw], undefined, { attributes });
        }
      }
    },
  );
}

function swapBatchAndChannels(x: Tensor): Tensor {
  return transpose(x, [1, 0, 2, 3]);
}

/**
 * The filter gradient as a matrix product. The pixels of x that tap u, v is multiplied with are every s-th one; the rows of
 * all taps make a matrix whose product with y sums over images and positions. ONNX Runtime 1.30's `webgpu` provider
 * returns wrong values for the other form, a dilated Conv with kernels as large as y.
 */
function asMatrixProduct(
  x: Tensor,
  y: Tensor,
  [kh, kw]: readonly [number, number],
  { stride, padding: p }: Geometry,
): Tensor {
  const [c = 0, n = 0, h = 0, w = 0] = swapBatchAndChannels(x).shape;
  const [o = 0, , hy = 0, wy = 0] = swapBatchAndChannels(y).shape;
  const positions = n * hy * wy;
  const padded = apply(
    'Pad',
    [swapBatchAndChannels(x), integers([0, 0, p, p, 0, 0, p, p])],
    [c, n, h + 2 * p, w + 2 * p],
  );
  function tap(u: number, v: number): Tensor {
    const [bottom, right] = [u + stride * (hy - 1) + 1, v + stride * (wy - 1) + 1];
    const inputs = [
      padded,
      integers([u, v]),
      integers([bottom, right]),
      integers([2, 3]),
      integers([stride, stride]),
    ];
    return reshape(apply('Slice', inputs, [c, n, hy, wy]), [c, positions]);
  }
  const taps = Array.from({ length: kh * kw }, (_, i) => tap(Math.floor(i / kw), i % kw));
  const patches = apply('Concat', taps, [kh * kw * c, positions], undefined, { attributes: { axis: 0 } });
  const product = matmul(reshape(swapBatchAndChannels(y), [o, positions]), transpose(patches, [1, 0]));
  return reshape(transpose(reshape(product, [o, kh * kw, c]), [0, 2, 1]), [o, c, kh, kw]);
}
