/** Finds a state dict, a dictionary of tensors, among what a file of torch.save holds: by itself, or within a checkpoint. */
import { type Network, networkWord, PARAMETER } from '../tensor-names.ts';
import type { PickleValue } from './pickle.ts';
import { isTensor, type TorchTensor } from './tensors.ts';

export type TensorsByName = ReadonlyMap<string, TorchTensor>;
type Found = { readonly place: readonly string[]; readonly tensors: TensorsByName };

/** How deep within dictionaries it is looked for. */
const DEPTH = 3;
/** The most state dicts of a checkpoint that are looked at. */
const MOST = 64;

function tensorsIn(dictionary: ReadonlyMap<PickleValue, PickleValue>): TensorsByName {
  return new Map(
    [...dictionary].flatMap(([name, value]): [string, TorchTensor][] =>
      typeof name === 'string' && isTensor(value) ? [[name, value]] : [],
    ),
  );
}

function search(value: PickleValue, place: readonly string[], found: Found[]): void {
  if (!(value instanceof Map) || found.length === MOST) {
    return;
  }
  const tensors = tensorsIn(value);
  if ([...tensors.keys()].some((name) => PARAMETER.test(name)) || (tensors.size > 0 && place.length === 0)) {
    found.push({ place, tensors });
    return;
  }
  if (place.length < DEPTH) {
    for (const [name, inner] of value) {
      search(inner, [...place, String(name)], found);
    }
  }
}

/**
 * @param source what to call the file in error messages
 * @throws where there is none, or several of which none is named as the network's
 */
export function findStateDict(value: PickleValue, network: Network, source: string): TensorsByName {
  const found: Found[] = [];
  search(value, [], found);
  const [first] = found;
  if (!first) {
    throw new Error(
      `${source} holds no state dict, a dictionary of tensors: torch.save(net${network}.state_dict(), 'net${network}.pth')`,
    );
  }
  if (found.length === 1) {
    return first.tensors;
  }
  const [best] = found
    .map(({ place, tensors }) => ({
      tensors,
      rank: Math.min(...place.map((word) => networkWord(word, network))),
    }))
    .sort((a, b) => a.rank - b.rank);
  if (!best || best.rank === Number.POSITIVE_INFINITY) {
    const places = found.map(({ place }) => place.join('.'));
    throw new Error(
      `${source} holds several state dicts: ${places.join(', ')}; save that of net${network} alone`,
    );
  }
  return best.tensors;
}
