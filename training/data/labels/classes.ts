/** The classes of a data set's pictures, for a network that is told what to draw. */
import { createHash } from 'node:crypto';
import { type ClassChoice, classNamesProblem } from '../../../gan/class-choice.ts';
import { parseNameList } from '../../../gan/name-list.ts';
import { counted } from '../../counted.ts';
import type { Dataset } from '../dataset.ts';
import { listed } from '../file-names.ts';
import { type ClassReader, classReader } from './class-reader.ts';
import { classFolders } from './label-sources.ts';

/** What stands for the class of a picture that has none. */
export const NO_CLASS = -1;
/** Labels that are read at the same time. */
const AT_ONCE = 64;
/** The words that stand for a word: of the two values of CelebA's list, −1 and 1. */
const CELEBA_WORDS: Readonly<Record<string, string>> = { '-1': 'no', '1': 'yes' };

export type PictureClasses = {
  /** In the order of y, the one-hot vector that a network gets. */
  readonly names: readonly string[];
  /** The class of each picture by its place in `names`, or NO_CLASS. */
  readonly of: Int16Array;
  /** Pictures of each class. */
  readonly counts: readonly number[];
  /** SHA-256 of all of it: a run continues only with the classes that it was started with. */
  readonly hash: string;
};

/** Numbers by their value, words by their UTF-16 code units. */
function inOrder(names: Iterable<string>): string[] {
  const all = [...names];
  return all.every((name) => name !== '' && Number.isFinite(Number(name)))
    ? all.sort((a, b) => Number(a) - Number(b))
    : all.sort();
}

/** The words of each picture, where a field that only has −1 and 1, as CelebA's do, says no and yes. */
function inWords(found: readonly (readonly string[] | undefined)[]): (string | undefined)[] {
  const columns = found.find((words) => words !== undefined)?.length ?? 0;
  const signs = Array.from({ length: columns }, (_, k) => {
    const values = new Set(found.flatMap((words) => words?.[k] ?? []));
    return values.size <= 2 && values.has('-1') && [...values].every((value) => value in CELEBA_WORDS);
  });
  return found.map((words) =>
    words?.map((word, k) => (signs[k] ? (CELEBA_WORDS[word] ?? word) : word)).join(' '),
  );
}

async function readWords(source: Dataset, reader: ClassReader, isFolders: boolean) {
  const { path, pictures } = source;
  const folders = isFolders ? classFolders(pictures) : undefined;
  const found: (readonly string[] | undefined)[] = [];
  for (let at = 0; at < pictures.length; at += AT_ONCE) {
    const some = pictures.slice(at, at + AT_ONCE);
    const labels = await Promise.all(some.map((_, i) => source.labels(at + i)));
    for (const [i, { name }] of some.entries()) {
      const place = `${path}: ${name}`;
      found.push(reader.read(labels[i], place) ?? reader.read(folders?.of(name), place));
    }
  }
  return inWords(found);
}

/**
 * The names of a recipe, or else those of the data. Where the data number their classes from 0, names stand for these numbers, and where the recipe
 * lists what classes are told by, for that.
 */
function indexOfWords(
  asked: readonly string[],
  words: readonly string[],
  conditions: readonly string[],
): ReadonlyMap<string, number> {
  const names = asked.length > 0 ? asked : words;
  if (conditions.length === names.length && !conditions.some((each) => names.includes(each))) {
    return new Map(conditions.map((each, i) => [each, i]));
  }
  const isNumbered =
    words.every((word) => /^\d+$/.test(word) && Number(word) < names.length) &&
    !words.some((word) => names.includes(word));
  return new Map(names.map((name, i) => [isNumbered ? String(i) : name, i]));
}

/**
 * Reads the classes of all pictures, as a recipe chooses them.
 * @throws where a picture has no class that is among the recipe's and `unlabelled` is "refuse", where a class has no picture, or where
 * there are too few or too many classes: with what to write
 */
export async function readClasses(source: Dataset, choice: ClassChoice): Promise<PictureClasses> {
  const { path, pictures } = source;
  const asked = parseNameList(choice.classes);
  const reader = classReader(choice.classField);
  const words = await readWords(source, reader, choice.classField.trim() === '');
  const present = inOrder(new Set(words.filter((word) => word !== undefined)));
  if (present.length === 0) {
    throw new Error(`${path}: no picture has a class${await whatToWrite()}`);
  }
  const indices = indexOfWords(asked, present, reader.conditions);
  const names = asked.length > 0 ? asked : present;
  const unknown = present.filter((word) => !indices.has(word));
  const missing = [...indices.keys()].filter((word) => !present.includes(word));
  const of = Int16Array.from(words, (word) => indices.get(word ?? '') ?? NO_CLASS);
  if (choice.unlabelled === 'refuse') {
    refuseUnlabelled();
  }
  if (missing.length > 0) {
    const place = names[indices.get(missing[0] ?? '') ?? -1];
    throw new Error(
      `${path}: no picture is of the class ${JSON.stringify(place)}; the data have ${listed(present, 40)}: write classes with some of them`,
    );
  }
  const problem = classNamesProblem(names);
  if (problem !== undefined) {
    throw new Error(`${path}: ${problem}; the pictures are of ${listed(present)}${await whatToWrite()}`);
  }
  const counts = names.map((_, k) => of.filter((index) => index === k).length);
  const hash = createHash('sha256').update(JSON.stringify(names)).update(of).digest('hex');
  return { names, of, counts, hash };

  async function whatToWrite(): Promise<string> {
    const fields = reader.known(await source.labels(0));
    return fields.length > 0
      ? `; write classField = "…" in the recipe with what they are told by: ${listed(fields, 40)}`
      : '; put the pictures of each class into a folder of its own, or write a labels.csv or labels.jsonl beside them, and its field as classField = "…" in the recipe';
  }
  function refuseUnlabelled(): void {
    const first = of.indexOf(NO_CLASS);
    if (first < 0) {
      return;
    }
    const without = of.filter((index) => index === NO_CLASS).length;
    const more = without > 1 ? `, and ${counted(without - 1, 'more picture')} likewise` : '';
    const own = words[first];
    const what =
      own === undefined
        ? 'has no class'
        : `is of the class ${JSON.stringify(own)}, which is not among the recipe's classes (${listed(asked, 12)})`;
    const advice = own === undefined ? 'label it' : `add ${listed(unknown, 12)} to classes`;
    throw new Error(
      `${path}: ${pictures[first]?.name} ${what}${more}; ${advice}, or write unlabelled = "ignore" in the recipe to train without such pictures`,
    );
  }
}
