/**
 * The generator of the DCGAN paper, and its variant with a picture at every size. Hidden layers are numbered as in the
 * PyTorch tutorial's Sequential module: `G.0.weight`, `G.1.running_mean`.
 */
import { convolveTransposed } from '../../graph/convolution.ts';
import { add, relu, tanh } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { reshape } from '../../graph/shape.ts';
import { printShape, sizeOf, type Tensor } from '../../graph/tensor.ts';
import {
  type Architecture,
  BASE_SIDE,
  channelsFrom,
  KERNEL_SIZE,
  normParameters,
  type Parameter,
  RESAMPLE,
} from './architecture.ts';
import { generatorInputSize } from './condition.ts';
import { addBias, type BatchNormMode, batchNorm, type Weights, weight } from './layers.ts';
import { upsamplePicture } from './resample.ts';

/** One transposed convolution of the generator. */
export type GeneratorLayer = {
  readonly name: string;
  /** A hidden layer feeds the next layer; a picture layer adds to the picture of its size. */
  readonly kind: 'hidden' | 'picture';
  /** The batch norm after it, if there is one. */
  readonly norm: string | undefined;
  /** Whether it has a bias. */
  readonly bias: boolean;
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Side of the grid that comes out. */
  readonly side: number;
  /** The activation after it; tanh is applied to the sum of all pictures. */
  readonly activation: 'relu' | 'tanh' | 'none';
};

/** Side of the smallest picture of the skip generator. */
const SMALLEST_PICTURE = 16;

/** The layers in order of execution: z → 4×4 → 8×8 → …, each followed by its picture layer if it has one. */
export function generatorLayers(architecture: Architecture): GeneratorLayer[] {
  const { network, generatorWidth, resolution, channels: colours } = architecture;
  const isNormed = architecture.generatorNorm === 'batch';
  const channels = channelsFrom(generatorWidth, architecture).reverse();
  return channels.flatMap((to, i): GeneratorLayer[] => {
    const side = BASE_SIDE * 2 ** i;
    const last = side * 2 === resolution;
    const hidden: GeneratorLayer = {
      name: `G.${3 * i}`,
      kind: 'hidden',
      norm: isNormed ? `G.${3 * i + 1}` : undefined,
      bias: !isNormed,
      from: channels[i - 1] ?? generatorInputSize(architecture),
      to,
      kernel: KERNEL_SIZE,
      ...(i === 0 ? { stride: 1, padding: 0 } : RESAMPLE),
      side,
      activation: 'relu',
    };
    const skips = network === 'skip' && (last || side * 2 >= SMALLEST_PICTURE);
    const picture: GeneratorLayer = {
      name: skips ? `G.picture${side * 2}` : `G.${3 * (i + 1)}`,
      kind: 'picture',
      norm: undefined,
      bias: skips || architecture.generatorBias,
      from: to,
      to: colours,
      kernel: KERNEL_SIZE,
      ...RESAMPLE,
      side: side * 2,
      activation: last ? 'tanh' : 'none',
    };
    return last || skips ? [hidden, picture] : [hidden];
  });
}

export function generatorParameters(architecture: Architecture): Parameter[] {
  return generatorLayers(architecture).flatMap(({ name, norm, bias, from, to, kernel }): Parameter[] => [
    { name: `${name}.weight`, shape: [from, to, kernel, kernel], role: 'kernel' },
    ...(bias ? [{ name: `${name}.bias`, shape: [to], role: 'bias' } as const] : []),
    ...(norm === undefined ? [] : normParameters(norm, to)),
  ]);
}

/** The transposed convolution of z: [n, d] as a 1×1 grid, with kernel: [d, c, k, k] → [n, c, k, k]; a matrix product. */
function projectTo(z: Tensor, kernel: Tensor): Tensor {
  const [size = 0, ...grid] = kernel.shape;
  return reshape(matmul(z, reshape(kernel, [size, sizeOf(grid)])), [z.shape[0] ?? 0, ...grid]);
}

/**
 * z: f32 [n, latentSize] → image: f32 [n, channels, resolution, resolution] in [−1, 1]. A conditional generator takes [z, y], f32 [n, latentSize +
 * classCount].
 */
export function generate(
  architecture: Architecture,
  weights: Weights,
  z: Tensor,
  mode: BatchNormMode,
): Tensor {
  const [n, size, ...rest] = z.shape;
  const wanted = generatorInputSize(architecture);
  if (n === undefined || size !== wanted || rest.length > 0) {
    throw new RangeError(`generate: z must be [n, ${wanted}], got ${printShape(z.shape)}`);
  }
  let x = z;
  let picture: Tensor | undefined;
  for (const { name, kind, norm, bias, ...geometry } of generatorLayers(architecture)) {
    const kernel = weight(weights, `${name}.weight`);
    let y = x === z ? projectTo(z, kernel) : convolveTransposed(x, kernel, geometry);
    if (bias) {
      y = addBias(y, weight(weights, `${name}.bias`));
    }
    if (norm !== undefined) {
      y = batchNorm(y, weights, norm, mode);
    }
    if (kind === 'hidden') {
      x = relu(y);
    } else {
      picture = picture ? add(upsamplePicture(picture), y) : y;
    }
  }
  if (!picture) {
    throw new Error('generate: the generator has no picture layer');
  }
  return tanh(picture);
}
