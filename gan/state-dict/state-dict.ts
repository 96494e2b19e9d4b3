/**
 * State dicts of the networks of PyTorch's DCGAN tutorial. There a layer is `main.3.weight`, numbered by the modules of one
 * Sequential; here the same layer is `G.3.weight` or `D.3.weight`.
 */
import type { StoredTensor, WritableTensors } from '../../graph/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';
import { toFloat32 } from '../../graph/to-float32.ts';
import { foldBiases, foldSpectralNorm } from './fold-weights.ts';
import { numberLayers } from './number-layers.ts';
import { classHead, isClassHead, type Network, networkWord, prefixOf } from './tensor-names.ts';

/** The prefixes of torch.nn.DataParallel, which the tutorial uses, of AveragedModel and of torch.compile. */
const WRAPPERS = /^(?:(?:module|_orig_mod)\.)+/;
/** Batch norm's counter of batches, for cumulative averages, which the tutorial does not use. */
const COUNTER = 'num_batches_tracked';
/** The counter of averages of torch.optim.swa_utils.AveragedModel. */
const AVERAGED = 'n_averaged';
const VARIANCE = 'running_var';

export type StateDict = {
  /** What to call its file in messages. */
  readonly path: string;
  /** The prefix of the layer's number in the file: `main.`, `G.` or nothing. */
  readonly prefix: string;
  /** Weights and statistics by the tutorial's numbers, as `G.0.weight`. */
  readonly weights: Values;
  /** Their names in the file. */
  readonly names: ReadonlyMap<string, string>;
};

/** The tensors of a file by their names, each read when it is asked for. */
export type TensorReaders = ReadonlyMap<string, () => StoredTensor>;

/** A name without what wraps the whole network, `module.` and `_orig_mod.`. */
export function withoutWrappers(name: string): string {
  return name.replace(WRAPPERS, '');
}

/**
 * The prefix of a network's names: `G.`, `main.`, nothing, one that has a word for the network, or the only one.
 * @returns whether tensors of other networks may be beside it, too
 */
function choosePrefix(
  names: readonly string[],
  network: Network,
): { prefix: string; isOne: boolean } | undefined {
  const prefixes = [...new Set(names.flatMap((name) => prefixOf(name) ?? []))];
  const own = prefixes.find((prefix) => prefix === `${network}.`);
  if (own !== undefined) {
    return { prefix: own, isOne: true };
  }
  const usual = ['main.', ''].find((prefix) => prefixes.includes(prefix));
  if (usual !== undefined) {
    return { prefix: usual, isOne: false };
  }
  const ranks = prefixes
    .map((prefix) => ({
      prefix,
      rank: Math.min(...prefix.split('.').map((word) => networkWord(word, network))),
    }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank);
  const [best, next] = ranks;
  if (best && best.rank !== next?.rank) {
    return { prefix: best.prefix, isOne: true };
  }
  const [only] = prefixes;
  return only !== undefined && prefixes.length === 1 ? { prefix: only, isOne: false } : undefined;
}

/**
 * One network of a file. Names are `main.N.…`, `N.…`, `G.N.…` in a file that may hold more
 * than one network, or have another prefix; `N.N.…` in a Sequential of Sequentials. F16, BF16
 * and F64 become F32; spectral norm and the biases before batch norms are folded.
 * @param stored by names without wrappers
 * @throws where there are no such names, other names beside them, or other types, naming the file and the tensor
 */
export function parseStateDict(stored: TensorReaders, network: Network, path: string): StateDict {
  const names = [...stored.keys()].filter((name) => name !== AVERAGED);
  const chosen = choosePrefix(names, network);
  if (chosen === undefined) {
    throw new Error(
      `${path}: no tensor is named main.0.weight, ${network}.0.weight or 0.weight; the names are ${list(names)}`,
    );
  }
  const { prefix, isOne } = chosen;
  const own = names.filter((name) => prefixOf(name) === prefix);
  const heads = network === 'D' ? names.filter(isClassHead) : [];
  // A file with G.… and D.… may have other tensors, as a run's checkpoints do; a state dict has its own network only.
  const others = names.filter((name) => !own.includes(name) && !heads.includes(name));
  if (!isOne && others.length > 0) {
    throw new Error(`${path}: the tutorial's networks have no ${list(others)}`);
  }
  const read: Values = {};
  for (const name of own) {
    const tensor = name.endsWith(COUNTER) ? undefined : stored.get(name)?.();
    if (!tensor) {
      continue;
    }
    const data = toFloat32(tensor, `${path}: ${name}`);
    const negative = name.endsWith(VARIANCE) ? data.find((value) => value < 0) : undefined;
    if (negative !== undefined) {
      throw new Error(`${path}: ${name} holds ${negative.toPrecision(3)}, and a variance is never negative`);
    }
    read[name.slice(prefix.length)] = { shape: tensor.shape, data };
  }
  const numbered = numberLayers(foldSpectralNorm(read, network, path), network, path);
  const weights = Object.fromEntries(
    Object.entries(foldBiases(numbered.weights, network)).map(([name, value]) => [
      `${network}.${name}`,
      value,
    ]),
  );
  for (const name of heads) {
    const tensor = stored.get(name)?.();
    if (tensor) {
      weights[`${network}.${classHead(name)}`] = {
        shape: tensor.shape,
        data: toFloat32(tensor, `${path}: ${name}`),
      };
    }
  }
  const places = Array.from(numbered.names, ([name, own]): [string, string] => [
    `${network}.${name}`,
    `${prefix}${own}`,
  ]);
  return { path, prefix, weights, names: new Map(places) };
}

/** The first few names, for messages. */
function list(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', ') || 'none';
}

/**
 * The state dict of a network, as the tutorial's modules load it, including counters.
 * @param weights by `G.0.weight`; those of other networks are left out
 * @param batches how many batches the network's batch norm has seen
 */
export function toStateDict(weights: Values, network: Network, batches: number): WritableTensors {
  const entries = Object.entries(weights).filter(([name]) => name.startsWith(`${network}.`));
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const renamed = classHead(name) ?? `main.${name.slice(2)}`;
      const counter = renamed.replace(/running_var$/, COUNTER);
      return counter === renamed
        ? [[renamed, value]]
        : [
            [renamed, value],
            [counter, { shape: [], data: BigInt64Array.of(BigInt(batches)) }],
          ];
    }),
  );
}
