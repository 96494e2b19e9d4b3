/**
 * From trained networks to networks for pictures of twice the side (as in Karras et al., 2018, without the fading): all
 * layers go over by their place from z and from the logit; only those next to the picture are new.
 */
import { printShape, sizeOf, type Values } from '../../graph/tensor.ts';
import type { Architecture, Parameter } from './architecture.ts';
import { discriminatorParameters } from './discriminator.ts';
import { generatorLayers, generatorParameters } from './generator.ts';

/**
 * Where a weight of the larger network comes from; undefined for a new one.
 *
 * G's hidden layers count from z and keep their numbers; its picture layers are named by size. D's layers count from the
 * picture, and move up by one block of three. The larger D's second picture is the smaller D's first:
 * `D.picture64` of the one is `D.0` of the other.
 */
function originOf(name: string, smallest: Architecture): string | undefined {
  const [network = '', layer = '', ...rest] = name.split('.');
  const named = (origin: string | number): string => [network, origin, ...rest].join('.');
  if (network === 'G') {
    return name;
  }
  if (layer === `picture${smallest.resolution}`) {
    return named(0);
  }
  if (layer.startsWith('picture') || layer === 'labels') {
    return name;
  }
  return Number(layer) >= 5 ? named(Number(layer) - 3) : undefined;
}

/** New layers that would disturb what the old ones have learnt start at zero: the picture is the old one, enlarged. */
function startsAtZero(name: string, { resolution, network }: Architecture): boolean {
  return network === 'skip' && (name === `G.picture${resolution}.weight` || name === 'D.2.weight');
}

/**
 * The weights of the larger networks.
 * @param small the trained networks
 * @param weights theirs; a moving average's under its own names, if it is to grow
 * @param fresh how the larger networks would start by themselves
 * @throws where the two do not belong together: other families, latent sizes or channels
 */
export function grow(small: Architecture, weights: Values, large: Architecture, fresh: Values): Values {
  if (large.resolution !== 2 * small.resolution) {
    throw new RangeError(
      `grow: from ${small.resolution} comes ${2 * small.resolution}, not ${large.resolution}`,
    );
  }
  for (const key of [
    'network',
    'latentSize',
    'discriminatorNorm',
    'minibatchDeviation',
    'labelWeight',
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
  function start({ name, shape }: Parameter): Values[string] {
    const own = fresh[name];
    if (!own) {
      throw new Error(`grow: the fresh weights have no ${name}`);
    }
    const origin = originOf(name, small);
    const found = origin === undefined ? undefined : old.get(origin);
    // A number can stand for another kind of layer in the smaller network: its picture layer, where the paper has it.
    if (origin === undefined || found === undefined || isPictureLayer(origin, small)) {
      return startsAtZero(name, large) ? { shape, data: new Float32Array(sizeOf(shape)) } : own;
    }
    const value = weights[origin];
    if (!value || String(value.shape) !== String(shape)) {
      throw new RangeError(
        `grow: ${name} is ${printShape(shape)} and would come from ${origin} ${printShape(value?.shape ?? [])}; ` +
          'halve both widths and keep channelLimit',
      );
    }
    return value;
  }
  return Object.fromEntries(
    [...generatorParameters(large), ...discriminatorParameters(large)].map((it) => [it.name, start(it)]),
  );
}

/** Whether a weight of the paper's generator maps to colours, and so has no place further in. */
function isPictureLayer(name: string, small: Architecture): boolean {
  return (
    small.network === 'dcgan' &&
    generatorLayers(small).some((layer) => layer.kind === 'picture' && `${layer.name}.weight` === name)
  );
}
