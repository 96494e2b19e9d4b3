/**
 * Folds what other people's DCGANs have and ours have not, without changing a picture: spectral norm into the kernels that it
 * divides, and the biases before batch norms into their running means.
 */
import { sizeOf, type Values } from '../../graph/tensor.ts';
import type { Network } from './tensor-names.ts';

type Value = Values[string];

/** The names of spectral norm, of `torch.nn.utils.spectral_norm` and of that of `torch.nn.utils.parametrizations`. */
const SPECTRAL = [
  { kernel: '.weight_orig', u: '.weight_u', v: '.weight_v' },
  {
    kernel: '.parametrizations.weight.original',
    u: '.parametrizations.weight.0._u',
    v: '.parametrizations.weight.0._v',
  },
] as const;

/**
 * A kernel divided by its largest singular value σ = uᵀ W v, as PyTorch does in eval mode. W has a row for each output channel: of
 * a convolution that is the first axis, of a transposed one the second.
 * @param kernel f32 [a, b, k, k]
 */
function normalized({ shape, data }: Value, u: Value, v: Value, network: Network, what: string): Value {
  const [first = 0, second = 0] = shape;
  const patch = sizeOf(shape) / (first * second);
  const fits = (rows: number): boolean => u.data.length === rows && v.data.length === sizeOf(shape) / rows;
  const isTransposed = fits(second) && (network === 'G' || !fits(first));
  if (shape.length < 2 || !(isTransposed || fits(first))) {
    throw new Error(
      `${what}: vectors of ${u.data.length} and ${v.data.length} numbers do not fit [${shape.join(', ')}]`,
    );
  }
  let sigma = 0;
  data.forEach((value, i) => {
    const [a, b, rest] = [Math.floor(i / (second * patch)), Math.floor(i / patch) % second, i % patch];
    const [row, column] = isTransposed ? [b, a * patch + rest] : [a, b * patch + rest];
    sigma += (u.data[row] ?? 0) * value * (v.data[column] ?? 0);
  });
  if (!(sigma > 0)) {
    throw new Error(`${what}: its largest singular value is ${sigma}, so that it cannot be divided by it`);
  }
  return { shape, data: data.map((value) => value / sigma) };
}

/**
 * @param weights by `0.weight`, without a prefix
 * @param source what to call the file in error messages
 * @throws where spectral norm's vectors are missing or do not fit
 */
export function foldSpectralNorm(weights: Values, network: Network, source: string): Values {
  const folded = { ...weights };
  for (const { kernel, u, v } of SPECTRAL) {
    for (const name of Object.keys(weights).filter((each) => each.endsWith(kernel))) {
      const layer = name.slice(0, -kernel.length);
      const [value, left, right] = [weights[name], weights[layer + u], weights[layer + v]];
      if (!value || !left || !right) {
        throw new Error(
          `${source}: ${name} is of spectral norm, which needs ${layer}${u} and ${layer}${v} beside it`,
        );
      }
      delete folded[name];
      delete folded[layer + u];
      delete folded[layer + v];
      folded[`${layer}.weight`] = normalized(value, left, right, network, `${source}: ${name}`);
    }
  }
  return folded;
}

/**
 * A batch norm subtracts the mean, and with it the bias of the convolution before it; so the running mean without the bias gives
 * the same pictures. A last bias of zeros of G is left out, and where our networks have a bias that these have not, it is zero.
 * @param weights by the tutorial's numbers, `0.weight`, without a prefix
 */
export function foldBiases(weights: Values, network: Network): Values {
  const folded = { ...weights };
  const convolutions = Object.entries(weights).flatMap(([name, { shape }]) =>
    name.endsWith('.weight') && shape.length === 4 ? [{ number: Number.parseInt(name, 10), shape }] : [],
  );
  const last = Math.max(...convolutions.map(({ number }) => number));
  for (const [name, bias] of Object.entries(weights)) {
    const [, layer] = /^(\d+)\.bias$/.exec(name) ?? [];
    if (layer === undefined || weights[`${layer}.weight`]?.shape.length !== 4) {
      continue;
    }
    const mean = `${Number(layer) + 1}.running_mean`;
    const before = weights[mean];
    if (before?.data.length === bias.data.length) {
      delete folded[name];
      folded[mean] = { ...before, data: before.data.map((value, i) => value - (bias.data[i] ?? 0)) };
    } else if (network === 'G' && Number(layer) === last && bias.data.every((value) => value === 0)) {
      delete folded[name];
    }
  }
  const alone = convolutions.filter(({ number }) => weights[`${number + 1}.running_mean`] === undefined);
  const isNormed = alone.length < convolutions.length;
  const hasBiases = !isNormed || alone.some(({ number }) => folded[`${number}.bias`]);
  for (const { number, shape } of alone) {
    if (network === 'D' ? hasBiases : number !== last) {
      const channels = shape[network === 'D' ? 0 : 1] ?? 0;
      folded[`${number}.bias`] ??= { shape: [channels], data: new Float32Array(channels) };
    }
  }
  return folded;
}
