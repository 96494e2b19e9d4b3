/**
 * The generator and discriminator of the DCGAN paper, with the layer numbers of the PyTorch tutorial's Sequential
 * modules, so that weights keep the names that others know: `G.0.weight`, `G.1.running_mean`, `D.11.weight`.
 */
import { convolve, convolveTransposed } from '../graph/convolution.ts';
import { add, leakyRelu, relu, sqrt, square, subtract, tanh } from '../graph/elementwise.ts';
import { matmul } from '../graph/matmul.ts';
import { broadcastTo, mean } from '../graph/reduction.ts';
import { concat, reshape, transpose } from '../graph/shape.ts';
import { printShape, type Shape, sizeOf, type Tensor } from '../graph/tensor.ts';
import { addBias, batchNorm, type Mode, type Weights, weight } from './layers.ts';

export type Architecture = {
  /** Side of the picture in pixels: 4 doubled as often as there are blocks; 64 in the paper. */
  readonly resolution: number;
  /** Length of the latent vector z; 100 in the paper. */
  readonly latentSize: number;
  /** Channels of the generator's last hidden layer; they double towards z. */
  readonly generatorWidth: number;
  /** Channels of the discriminator's first layer; they double towards the logit. */
  readonly discriminatorWidth: number;
  /** The paper normalizes D by batch; without, each layer has a bias and the batch does not couple. */
  readonly discriminatorNorm: 'batch' | 'none';
  /** Whether D also sees how much the pictures of its batch differ, as one more channel before its last layer. */
  readonly minibatchDeviation: boolean;
};

/** What a weight is for, which decides how it starts. */
export type Role = 'kernel' | 'bias' | 'scale' | 'mean' | 'variance';
export type Parameter = { readonly name: string; readonly shape: Shape; readonly role: Role };

/** Every resampling convolution of the paper: 4×4, from one grid to the next of twice the side. */
const RESAMPLE = { stride: 2, padding: 1 };
const KERNEL = 4;
/** The first and last grid, where the convolution is a plain matrix product. */
const BASE = 4;
const LEAK = 0.2;

export const isStatistic = ({ role }: Parameter): boolean => role === 'mean' || role === 'variance';

const normParameters = (name: string, channels: number): Parameter[] => [
  { name: `${name}.weight`, shape: [channels], role: 'scale' },
  { name: `${name}.bias`, shape: [channels], role: 'bias' },
  { name: `${name}.running_mean`, shape: [channels], role: 'mean' },
  { name: `${name}.running_var`, shape: [channels], role: 'variance' },
];

/** Channels of the hidden layers from the picture inwards: width, 2·width, 4·width, …; one for each doubling. */
const channelsOf = (width: number, resolution: number): number[] => {
  const doublings = Math.log2(resolution / BASE);
  if (!Number.isInteger(doublings) || doublings < 1)
    throw new RangeError(`resolution ${resolution}: must be 8, 16, 32, 64, 128, …`);
  return Array.from({ length: doublings }, (_, i) => width * 2 ** i);
};

type Block = { readonly name: string; readonly norm: string; readonly from: number; readonly to: number };

/** One transposed convolution of the generator with what follows it. */
export type GeneratorLayer = {
  readonly name: string;
  /** The batch norm after it; none after the last. */
  readonly norm: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Side of the grid that comes out. */
  readonly side: number;
  readonly activation: 'relu' | 'tanh';
};

/** z → 8w → 4w → … → 3 channels, the grid doubling from 4×4 to the picture. */
export const generatorLayers = ({
  generatorWidth,
  latentSize,
  resolution,
}: Architecture): GeneratorLayer[] => {
  const channels = channelsOf(generatorWidth, resolution).reverse();
  return [latentSize, ...channels].map((from, i) => {
    const to = channels[i];
    const geometry = i === 0 ? { stride: 1, padding: 0 } : RESAMPLE;
    return {
      name: `G.${3 * i}`,
      norm: to === undefined ? undefined : `G.${3 * i + 1}`,
      from,
      to: to ?? 3,
      kernel: KERNEL,
      ...geometry,
      side: BASE * 2 ** i,
      activation: to === undefined ? 'tanh' : 'relu',
    };
  });
};

/** The discriminator's strided convolutions before the last: 3 → w → 2w → …. The first has no norm. */
const discriminatorBlocks = ({ discriminatorWidth, resolution }: Architecture): Block[] => {
  const channels = channelsOf(discriminatorWidth, resolution);
  return channels.map((to, i) => ({
    name: i === 0 ? 'D.0' : `D.${3 * i - 1}`,
    norm: `D.${3 * i}`,
    from: channels[i - 1] ?? 3,
    to,
  }));
};

export const generatorParameters = (architecture: Architecture): Parameter[] =>
  generatorLayers(architecture).flatMap(({ name, norm, from, to, kernel }): Parameter[] => [
    { name: `${name}.weight`, shape: [from, to, kernel, kernel], role: 'kernel' },
    ...(norm === undefined ? [] : normParameters(norm, to)),
  ]);

export const discriminatorParameters = (architecture: Architecture): Parameter[] => {
  const blocks = discriminatorBlocks(architecture);
  const batch = architecture.discriminatorNorm === 'batch';
  const top = blocks.at(-1)?.to ?? 3;
  const last = `D.${3 * blocks.length - 1}`;
  const bias = (name: string, channels: number): Parameter[] =>
    batch ? [] : [{ name: `${name}.bias`, shape: [channels], role: 'bias' }];
  return [
    ...blocks.flatMap(({ name, norm, from, to }, i): Parameter[] => [
      { name: `${name}.weight`, shape: [to, from, KERNEL, KERNEL], role: 'kernel' },
      ...bias(name, to),
      ...(batch && i > 0 ? normParameters(norm, to) : []),
    ]),
    {
      name: `${last}.weight`,
      shape: [1, architecture.minibatchDeviation ? top + 1 : top, BASE, BASE],
      role: 'kernel',
    },
    ...bias(last, 1),
  ];
};

/** The transposed convolution of z: [n, d], seen as a 1×1 grid, with kernel: [d, c, k, k] → [n, c, k, k]. */
const projectTo = (z: Tensor, kernel: Tensor): Tensor => {
  const [size = 0, ...grid] = kernel.shape;
  return reshape(matmul(z, reshape(kernel, [size, sizeOf(grid)])), [z.shape[0] ?? 0, ...grid]);
};

/** z: f32 [n, latentSize] → image: f32 [n, 3, resolution, resolution] in [−1, 1]. */
export const generate = (architecture: Architecture, weights: Weights, z: Tensor, mode: Mode): Tensor => {
  const [n, size, ...rest] = z.shape;
  if (n === undefined || size !== architecture.latentSize || rest.length > 0)
    throw new RangeError(`generate: z must be [n, ${architecture.latentSize}], got ${printShape(z.shape)}`);
  let x = z;
  for (const { name, norm, activation, ...geometry } of generatorLayers(architecture)) {
    const kernel = weight(weights, `${name}.weight`);
    // On a 1×1 grid, where z stands, a transposed convolution is a matrix product.
    x = x === z ? projectTo(z, kernel) : convolveTransposed(x, kernel, geometry);
    if (norm !== undefined) x = batchNorm(x, weights, norm, mode);
    x = activation === 'relu' ? relu(x) : tanh(x);
  }
  return x;
};

/**
 * One more channel that holds one number: the standard deviation over the batch of each feature, averaged over all
 * features (Karras et al., 2018, section 3). A generator that repeats itself gives itself away by it.
 */
const appendDeviation = (x: Tensor): Tensor => {
  const [n = 0, , h = 0, w = 0] = x.shape;
  const variance = mean(square(subtract(x, mean(x, [0]))), [0]);
  // The square root is steep at zero; a small number keeps its gradient finite for a batch of equal pictures.
  const deviation = mean(sqrt(add(variance, 1e-8)));
  return concat([x, broadcastTo(deviation, [n, 1, h, w])], 1);
};

/** image: f32 [n, 3, resolution, resolution] → logit: f32 [n]; its sigmoid is D(x). */
export const discriminate = (
  architecture: Architecture,
  weights: Weights,
  image: Tensor,
  mode: Mode,
): Tensor => {
  const blocks = discriminatorBlocks(architecture);
  const batch = architecture.discriminatorNorm === 'batch';
  let x = image;
  blocks.forEach(({ name, norm }, i) => {
    x = convolve(x, weight(weights, `${name}.weight`), RESAMPLE);
    if (!batch) x = addBias(x, weight(weights, `${name}.bias`));
    else if (i > 0) x = batchNorm(x, weights, norm, mode);
    x = leakyRelu(x, LEAK);
  });
  if (architecture.minibatchDeviation) x = appendDeviation(x);
  const last = `D.${3 * blocks.length - 1}`;
  const kernel = weight(weights, `${last}.weight`);
  const features = sizeOf(kernel.shape);
  const n = sizeOf(x.shape) / features;
  const logit = matmul(reshape(x, [n, features]), transpose(reshape(kernel, [1, features]), [1, 0]));
  return reshape(batch ? logit : addBias(reshape(logit, [n, 1, 1, 1]), weight(weights, `${last}.bias`)), [n]);
};
