/**
 * The layers of the discriminator of an architecture, and their parameters. Layers are numbered as in the PyTorch tutorial's Sequential module:
 * `D.0.weight`, `D.3.running_var`, `D.11.weight`.
 */
import {
  type Architecture,
  BASE_SIDE,
  channelsFrom,
  KERNEL_SIZE,
  normParameters,
  type Parameter,
  RESIDUAL_KERNEL_SIZE,
} from './architecture.ts';
import { discriminatorChannels } from './condition.ts';

/** One strided convolution before the last. */
export type DiscriminatorBlock = {
  readonly name: string;
  /** The batch norm after it; the first block has none, as in the paper. */
  readonly norm: string | undefined;
  readonly bias: boolean;
  /** The convolution of the downsampled picture whose output is added to this one's. */
  readonly picture: string | undefined;
  /** The residual block after it, if there is one. */
  readonly residual: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Side of the grid that comes out. */
  readonly side: number;
};

/** Side of the smallest grid that can have a residual block. */
const SMALLEST_RESIDUAL = 8;

/** Whether the layers without batch norm have a bias. */
export function hasBiases({ discriminatorNorm, discriminatorBias }: Architecture): boolean {
  return discriminatorNorm === 'none' || discriminatorBias;
}

/** Channels of what D sees → w → 2w → …; the grid halves from the picture's side to 4. */
export function discriminatorBlocks(architecture: Architecture): DiscriminatorBlock[] {
  const { network, resolution, discriminatorNorm, discriminatorWidth } = architecture;
  const { discriminatorLimit, discriminatorResidual } = architecture;
  const channelLimit = discriminatorLimit || architecture.channelLimit;
  const channels = channelsFrom(discriminatorWidth, { resolution, channelLimit });
  return channels.map((to, i) => {
    const side = resolution / 2 ** (i + 1);
    const isNormed = discriminatorNorm === 'batch' && i > 0;
    const isRefined = side >= SMALLEST_RESIDUAL && side <= discriminatorResidual;
    return {
      name: i === 0 ? 'D.0' : `D.${3 * i - 1}`,
      norm: isNormed ? `D.${3 * i}` : undefined,
      bias: !isNormed && hasBiases(architecture),
      picture: network === 'skip' && i > 0 ? `D.picture${resolution / 2 ** i}` : undefined,
      residual: isRefined ? `D.residual${side}` : undefined,
      from: channels[i - 1] ?? discriminatorChannels(architecture),
      to,
      side,
    };
  });
}

/** The convolution from the last grid to the logit. */
export function logitLayer(architecture: Architecture): string {
  return `D.${3 * discriminatorBlocks(architecture).length - 1}`;
}

/** The second kernel starts at zero, so that the block starts as the identity (Zhang et al., 2019, Fixup). */
function residualParameters(name: string, channels: number): Parameter[] {
  const shape = [channels, channels, RESIDUAL_KERNEL_SIZE, RESIDUAL_KERNEL_SIZE];
  return [
    { name: `${name}.a.weight`, shape, role: 'kernel' },
    { name: `${name}.a.bias`, shape: [channels], role: 'bias' },
    { name: `${name}.b.weight`, shape, role: 'zeroKernel' },
    { name: `${name}.b.bias`, shape: [channels], role: 'bias' },
  ];
}

/** A layer from the last grid to some numbers. */
function fullyConnectedParameters(
  name: string,
  outputs: number,
  features: number,
  hasBias: boolean,
): Parameter[] {
  return [
    { name: `${name}.weight`, shape: [outputs, features, BASE_SIDE, BASE_SIDE], role: 'kernel' },
    ...(hasBias ? [{ name: `${name}.bias`, shape: [outputs], role: 'bias' } as const] : []),
  ];
}

/** What D has for classes after its last grid: a layer that predicts them, or a vector of each that the logit depends on. */
function classParameters(
  { condition, classCount }: Architecture,
  top: number,
  features: number,
): Parameter[] {
  switch (condition) {
    case 'auxiliary':
      return fullyConnectedParameters('D.classes', classCount, features, true);
    case 'projection':
      return [{ name: 'D.embedding.weight', shape: [classCount, top], role: 'embedding' }];
    default:
      return [];
  }
}

export function discriminatorParameters(architecture: Architecture): Parameter[] {
  const blocks = discriminatorBlocks(architecture);
  const top = blocks.at(-1)?.to ?? architecture.channels;
  const features = architecture.minibatchDeviation ? top + 1 : top;
  const last = logitLayer(architecture);
  const biasOf = (name: string, channels: number): Parameter[] => [
    { name: `${name}.bias`, shape: [channels], role: 'bias' },
  ];
  return [
    ...blocks.flatMap(({ name, norm, bias, picture, residual, from, to }): Parameter[] => [
      { name: `${name}.weight`, shape: [to, from, KERNEL_SIZE, KERNEL_SIZE], role: 'kernel' },
      ...(bias ? biasOf(name, to) : []),
      ...(norm === undefined ? [] : normParameters(norm, to)),
      ...(picture === undefined
        ? []
        : [
            {
              name: `${picture}.weight`,
              shape: [to, discriminatorChannels(architecture), KERNEL_SIZE, KERNEL_SIZE],
              role: 'kernel',
            } as const,
          ]),
      ...(residual === undefined ? [] : residualParameters(residual, to)),
    ]),
    ...fullyConnectedParameters(last, 1, features, hasBiases(architecture)),
    ...(architecture.labelWeight > 0
      ? fullyConnectedParameters('D.labels', architecture.labelCount, features, true)
      : []),
    ...classParameters(architecture, top, features),
  ];
}
