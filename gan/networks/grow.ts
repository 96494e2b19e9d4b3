/**
 * Progressive growing: from trained networks to networks for pictures of twice the side (Karras et al., 2018, without the
 * fade-in). Layers keep their distance from z and from the logit; only those next to the picture are new.
 */
import { printShape, sizeOf, type Values } from '../../graph/tensor.ts';
import type { Architecture, Parameter } from './architecture.ts';
import { discriminatorParameters } from './discriminator-parameters.ts';
import { generatorLayers, generatorParameters } from './generator.ts';

/**
 * The weight of the smaller network that a weight of the larger one comes from; undefined for a new one.
 *
 * G's hidden layers are numbered from z and keep their numbers; its picture layers are named by size. D's layers are
 * numbered from the picture, so their numbers rise by one block of three. The larger D's second picture layer is the
 * smaller D's first layer: `D.picture64` and `D.2.bias` come from `D.0`.
 */
function sourceOf(name: string, smallest: Architecture): string | undefined {
  const [network = '', layer = '', ...rest] = name.split('.');
  const named = (origin: string | number): string => [network, origin, ...rest].join('.');
  if (network === 'G') {
    return name;
  }
  if (layer === `picture${smallest.resolution}`) {
    return named(0);
  }
  if (name === 'D.2.bias' && smallest.network === 'skip') {
    return named(0);
  }
  if (/^(picture|residual|labels|classes|embedding)/.test(layer)) {
    return name;
  }
  return Number(layer) >= 5 ? named(Number(layer) - 3) : undefined;
}

/** Whether a new layer starts at zero, so that at first the larger picture is the smaller one, upsampled. */
function startsAtZero(name: string, { resolution, network }: Architecture): boolean {
  return network === 'skip' && (name === `G.picture${resolution}.weight` || name === 'D.2.weight');
}

/**
 * The weights of the larger networks.
 * @param small the architecture of the trained networks
 * @param weights of the trained networks; averages, to grow those, under the names of the weights
 * @param fresh initial weights of the larger networks, for new layers
 * @throws RangeError where the architectures differ in more than size
 */
export function grow(small: Architecture, weights: Values, large: Architecture, fresh: Values): Values {
  if (large.resolution !== 2 * small.resolution) {
    throw new RangeError(
      `grow: networks of ${small.resolution}×${small.resolution} grow to ${2 * small.resolution}, not to ${large.resolution}`,
    );
  }
  for (const key of [
    'network',
    'channels',
    'latentSize',
    'generatorNorm',
    'generatorBias',
    'discriminatorNorm',
    'discriminatorBias',
    'minibatchDeviation',
    'labelWeight',
    'labelCount',
    'condition',
    'classCount',
  ] as const) {
    if (small[key] !== large[key]) {
      throw new RangeError(
        `grow: ${key} is ${small[key]} in the small recipe and ${large[key]} in the large one`,
      );
    }
  }
  const old = new Map(
    [...generatorParameters(small), ...discriminatorParameters(small)].map((it) => [it.name, it]),
  );
  function initialValue({ name, shape }: Parameter): Values[string] {
    const own = fresh[name];
    if (!own) {
      throw new Error(`grow: the fresh weights have no ${name}`);
    }
    const origin = sourceOf(name, small);
    const found = origin === undefined ? undefined : old.get(origin);
    // The same number can name another kind of layer in the smaller network: the paper's picture layer.
    if (origin === undefined || found === undefined || isPictureLayer(origin, small)) {
      return startsAtZero(name, large) ? { shape, data: new Float32Array(sizeOf(shape)) } : own;
    }
    const value = weights[origin];
    if (!value || String(value.shape) !== String(shape)) {
      throw new RangeError(
        `grow: ${name} is ${printShape(shape)} and comes from ${origin} ${printShape(value?.shape ?? [])}; ` +
          'halve both widths and keep channelLimit and discriminatorLimit',
      );
    }
    return value;
  }
  return Object.fromEntries(
    [...generatorParameters(large), ...discriminatorParameters(large)].map((it) => [
      it.name,
      initialValue(it),
    ]),
  );
}

/** Whether a weight of the paper's generator maps to colours, so that it cannot become a hidden layer. */
function isPictureLayer(name: string, small: Architecture): boolean {
  return (
    small.network === 'dcgan' &&
    generatorLayers(small).some((layer) => layer.kind === 'picture' && name.startsWith(`${layer.name}.`))
  );
}
