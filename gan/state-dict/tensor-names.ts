/** The names of tensors in state dicts of others: how layers are numbered, and words for the two networks. */
export type Network = 'G' | 'D';

/** The end of a name: the module's number within its Sequential, or its numbers within one in another, and what it is. */
const OWN =
  /(?:\d+\.)+(?:(?:weight|bias)(?:_orig|_u|_v)?|running_mean|running_var|num_batches_tracked|parametrizations\.weight\.(?:original|0\._[uv]))$/;
export const PARAMETER = new RegExp(`(?:^|\\.)${OWN.source}`);

/** What a discriminator has for classes beside its Sequential, as a program in PyTorch would name it; `D.` before it in a file of both networks. */
const CLASS_HEAD = /^(?:D\.)?(classes\.(?:weight|bias)|embedding\.weight)$/;

/** @returns the name without `D.`; undefined for another tensor */
export function classHead(name: string): string | undefined {
  return CLASS_HEAD.exec(name)?.[1];
}

export function isClassHead(name: string): boolean {
  return CLASS_HEAD.test(name);
}

/** What stands before the module's number, `main.` for `main.0.weight`; undefined where the name is none of a Sequential's. */
export function prefixOf(name: string): string | undefined {
  const start = PARAMETER.exec(name)?.index;
  return start === undefined ? undefined : name.slice(0, name[start] === '.' ? start + 1 : start);
}

/** Words for the networks, in lower-case letters; averaged weights come first, since they draw better. */
const WORDS: Readonly<Record<Network, readonly string[]>> = {
  G: ['gema', 'netgema', 'generatorema', 'ema', 'generator', 'netg', 'modelg', 'gen', 'g'],
  D: ['discriminator', 'netd', 'modeld', 'disc', 'd'],
};

/** The rank of a word among those of a network, the best first; infinite where it is none. */
export function networkWord(word: string, network: Network): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  const rank = WORDS[network].indexOf(letters.replace(/(?:statedict|state|weights)$/, ''));
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}
