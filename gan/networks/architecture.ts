/** The settings that determine the shapes of both networks, and what all their weights have in common. */
import type { Shape } from '../../graph/tensor.ts';

export type Architecture = {
  /**
   * 'dcgan' is the paper's. 'skip' adds a picture layer to each block: G's picture is the sum of upsampled pictures of all
   * sizes, and D takes the picture at all sizes (Karnewar & Wang, 2020; Karras et al., 2020, figure 7).
   */
  readonly network: 'dcgan' | 'skip';
  /** Side of the picture in pixels, 4 · 2^blocks; 64 in the paper. */
  readonly resolution: number;
  /** Length of the latent vector z; 100 in the paper. */
  readonly latentSize: number;
  /** Channels of the generator's last hidden layer; they double towards z. */
  readonly generatorWidth: number;
  /** Channels of the discriminator's first layer; they double towards the logit. */
  readonly discriminatorWidth: number;
  /** No layer has more channels than this. */
  readonly channelLimit: number;
  /** Of the pictures: 3, or 1 where they are grey. */
  readonly channels: 1 | 3;
  /** The same limit for the discriminator, whose width does not slow down drawing; 0 stands for channelLimit. */
  readonly discriminatorLimit: number;
  /** 'batch' is the paper's batch norm in G; with 'none' each hidden layer has a bias, and pictures of a batch are independent. */
  readonly generatorNorm: 'batch' | 'none';
  /** Whether the last layer of the network 'dcgan' has a bias, as PyTorch's layers have by default; the paper's has none. */
  readonly generatorBias: boolean;
  /** 'batch' is the paper's batch norm in D; with 'none' each layer has a bias, and pictures of a batch are independent. */
  readonly discriminatorNorm: 'batch' | 'none';
  /** Whether D's layers without batch norm, the first and the last, have a bias; with discriminatorNorm 'none' all have one. */
  readonly discriminatorBias: boolean;
  /** Whether D has a minibatch standard deviation as one more channel before its last layer (Karras et al., 2018). */
  readonly minibatchDeviation: boolean;
  /**
   * Side of the largest of D's grids that has a residual block after its strided convolution; the smaller ones down to 8×8
   * have one too. 0 stands for none.
   */
  readonly discriminatorResidual: number;
  /** Above 0, D also predicts the labels of its pictures. */
  readonly labelWeight: number;
  /** The number of labels that D predicts. */
  readonly labelCount: number;
  /** How a picture's class enters the networks (`condition.ts`); G takes it beside z in all ways but 'none'. */
  readonly condition: Condition;
  /** The number of classes; 0 where the networks are unconditional. */
  readonly classCount: number;
};

export const CONDITIONS = ['none', 'concat', 'auxiliary', 'projection'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What a weight is for; its initialization depends on it. */
export type Role = 'kernel' | 'zeroKernel' | 'embedding' | 'bias' | 'scale' | 'mean' | 'variance';
export type Parameter = { readonly name: string; readonly shape: Shape; readonly role: Role };

/** Whether a parameter is one of batch norm's running statistics, which no gradient moves. */
export function isStatistic({ role }: Parameter): boolean {
  return role === 'mean' || role === 'variance';
}

/** All strided convolutions of the paper: 4×4 kernels, to a grid of twice or half the side. */
export const KERNEL_SIZE = 4;
export const RESAMPLE = { stride: 2, padding: 1 } as const;
/** The convolutions of a residual block: 3×3 kernels, to a grid of the same side. */
export const RESIDUAL_KERNEL_SIZE = 3;
export const SAME_SIDE = { stride: 1, padding: 1 } as const;
/** Side of the smallest grid, where the convolution from z and the one to the logit are matrix products. */
export const BASE_SIDE = 4;
/** Channels of a published picture, and of one in training unless it is grey. */
export const RGB = 3;

/** The most numbers that G takes, z and the class together: what a share code has room for. */
export const MAX_LATENT_SIZE = 1024;

/** Channels of the hidden layers from the picture inwards: width, 2·width, 4·width, …; one for each doubling. */
export function channelsFrom(
  width: number,
  { resolution, channelLimit }: Pick<Architecture, 'resolution' | 'channelLimit'>,
): number[] {
  const doublings = Math.log2(resolution / BASE_SIDE);
  if (!Number.isInteger(doublings) || doublings < 1) {
    throw new RangeError(`resolution ${resolution}: must be 8, 16, 32, 64, 128, …`);
  }
  return Array.from({ length: doublings }, (_, i) => Math.min(width * 2 ** i, channelLimit));
}

/** Batch norm's weights and statistics for a layer. */
export function normParameters(name: string, channels: number): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [channels], role: 'scale' },
    { name: `${name}.bias`, shape: [channels], role: 'bias' },
    { name: `${name}.running_mean`, shape: [channels], role: 'mean' },
    { name: `${name}.running_var`, shape: [channels], role: 'variance' },
  ];
}
