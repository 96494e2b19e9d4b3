/** Finds a state dict, a dictionary of tensors, among what a file of torch.save holds: by itself, or within a checkpoint. */
import { type Network, networkWord, PARAMETER } from '../../../gan/state-dict/tensor-names.ts';
import type { PickleValue } from './pickle.ts';
import { isTensor, type TorchTensor } from './tensors.ts';

export type TensorsByName = ReadonlyMap<string, TorchTensor>;
type Found = { readonly place: readonly string[]; readonly tensors: TensorsByName };
export type FoundStateDict = {
  readonly tensors: TensorsByName;
  /** Which of several it is: "g_ema, of model, g_ema"; undefined where there is one. */
  readonly choice: string | undefined;
};

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
export function findStateDict(value: PickleValue, network: Network, source: string): FoundStateDict {
  const found: Found[] = [];
  search(value, [], found);
  const [first] = found;
  if (!first) {
    throw new Error(
      `${source} holds no state dict, a dictionary of tensors: torch.save(net${network}.state_dict(), 'net${network}.pth')`,
    );
  }
  if (found.length === 1) {
    return { tensors: first.tensors, choice: undefined };
  }
  const [best] = found
    .map(({ place, tensors }) => ({
      place: place.join('.'),
      tensors,
      rank: Math.min(...place.map((word) => networkWord(word, network))),
    }))
    .sort((a, b) => a.rank - b.rank);
  const places = found.map(({ place }) => place.join('.')).join(', ');
  if (!best || best.rank === Number.POSITIVE_INFINITY) {
    throw new Error(`${source} holds several state dicts: ${places}; save that of net${network} alone`);
  }
  return { tensors: best.tensors, choice: `${best.place}, of ${places}` };
}
