/**
 * State dicts of the networks of PyTorch's DCGAN tutorial. There a layer is `main.3.weight`, numbered by the modules of one
 * Sequential; here the same layer is `G.3.weight` or `D.3.weight`.
 */
import { readFile } from 'node:fs/promises';
import { decodeSafetensors, type WritableTensors } from '../../graph/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';
import { toFloat32 } from './to-float32.ts';

export type Network = 'G' | 'D';

/** The prefix of torch.nn.DataParallel, which the tutorial uses. */
const PARALLEL = /^module\./;
const NAME = /^\d+\.(weight|bias|running_mean|running_var|num_batches_tracked)$/;
/** Batch norm's counter of batches, for cumulative averages, which the tutorial does not use. */
const COUNTER = 'num_batches_tracked';

const VARIANCE = 'running_var';

/** The first bytes of torch.save's files: a zip, or, before PyTorch 1.6, a pickle. */
const PICKLES: readonly Uint8Array[] = [Buffer.from('PK\x03\x04'), Buffer.of(0x80, 0x02)];

export type StateDict = {
  readonly path: string;
  /** The prefix of the layer's number in the file: `main.`, `G.` or nothing. */
  readonly prefix: string;
  /** Weights and statistics, named as `G.0.weight`. */
  readonly weights: Values;
  readonly bytes: Uint8Array;
};

/**
 * Reads one network of a safetensors file. Names are `main.N.…`, `N.…`, or `G.N.…` in a file that may hold more than
 * one network, with or without the prefix `module.`. F16, BF16 and F64 become F32.
 * @throws where there are no such names, other names beside them, or other types, naming the file and the tensor
 */
export async function readStateDict(path: string, network: Network): Promise<StateDict> {
  const bytes = await readFile(path);
  if (PICKLES.some((start) => bytes.subarray(0, start.length).equals(start))) {
    throw new Error(
      `${path} is a pickle, which can run any code when it is read; write safetensors instead: ` +
        "safetensors.torch.save_file(netG.state_dict(), 'netG.safetensors')",
    );
  }
  const stored = new Map(
    Array.from(decodeSafetensors(bytes, path).tensors, ([name, tensor]) => [
      name.replace(PARALLEL, ''),
      tensor,
    ]),
  );
  const names = [...stored.keys()];
  const prefix = [`${network}.`, 'main.', ''].find((start) =>
    names.some((name) => name.startsWith(start) && NAME.test(name.slice(start.length))),
  );
  if (prefix === undefined) {
    throw new Error(
      `${path}: no tensor is named main.0.weight, ${network}.0.weight or 0.weight; the names are ${list(names)}`,
    );
  }
  const own = names.filter((name) => name.startsWith(prefix) && NAME.test(name.slice(prefix.length)));
  // A file with G.… and D.… may have other tensors, as a run's checkpoints do; a state dict has its own network only.
  const others = names.filter((name) => !own.includes(name));
  if (prefix !== `${network}.` && others.length > 0) {
    throw new Error(`${path}: the tutorial's networks have no ${list(others)}`);
  }
  const weights: Values = {};
  for (const name of own) {
    const tensor = stored.get(name);
    if (!tensor || name.endsWith(COUNTER)) {
      continue;
    }
    const data = toFloat32(tensor, `${path}: ${name}`);
    const negative = name.endsWith(VARIANCE) ? data.find((value) => value < 0) : undefined;
    if (negative !== undefined) {
      throw new Error(`${path}: ${name} holds ${negative.toPrecision(3)}, and a variance is never negative`);
    }
    weights[`${network}.${name.slice(prefix.length)}`] = { shape: tensor.shape, data };
  }
  return { path, prefix, weights, bytes };
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
      const renamed = `main.${name.slice(2)}`;
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
